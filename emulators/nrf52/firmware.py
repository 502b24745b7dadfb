"""What running a firmware takes out of its ELF file: the segments, at their load addresses.

It knows nothing of symbols and debug information, which nothing here needs.
"""

from elftools.common.exceptions import ELFError
from elftools.elf.elffile import ELFFile


def load_segments(path):
    """[(address, bytes)] of the ELF at `path`; ValueError when it is none for a 32-bit Arm core."""
    with open(path, "rb") as file:
        try:
            elf = ELFFile(file)
            if elf["e_machine"] != "EM_ARM":
                raise ValueError(f"not an Arm firmware: its machine is {elf['e_machine']}")
            return [
                (segment["p_paddr"], segment.data())
                for segment in elf.iter_segments()
                if segment["p_type"] == "PT_LOAD" and segment["p_filesz"]
            ]
        except ELFError as error:
            raise ValueError(f"not an ELF file: {error}") from error
