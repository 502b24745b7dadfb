"""A Cortex-M4 with an nRF52 around it: memory map, reset, interrupts and sleep.

Interrupts are taken between two blocks of code, by calling the handler with all registers saved outside: no nesting,
no tail-chaining, no exception frame on the stack. SEV from thread mode is not seen, so a firmware that wakes itself
sleeps until its next interrupt.
"""

import struct
import time

import unicorn.arm_const as arm
from unicorn import UC_ARCH_ARM, UC_HOOK_BLOCK, UC_HOOK_INTR, UC_MODE_MCLASS, UC_MODE_THUMB, Uc, UcError

from chip import Bus
from system_control import SystemControl

FLASH, RAM, FACTORY_INFO, PERIPHERALS, GPIO, SYSTEM = 0, 0x2000_0000, 0x1000_0000, 0x4000_0000, 0x5000_0000, 0xE000_E000
FACTORY_INFO_SIZE, PERIPHERALS_SIZE, PAGE = 0x2000, 0x8_0000, 0x1000
VARIANT_CODE = FACTORY_INFO + 0x104
HANDLER_RETURN = 0x1F00_0000  # handlers "return" to this page, which holds no code that is ever executed
FIRST_EXTERNAL_VECTOR = 16
WFE, WFI = b"\x20\xbf", b"\x30\xbf"
BREAKPOINT = 7  # Unicorn's number for BKPT
SLICE_MICROSECONDS = 200_000  # how long the core runs before the time limit is looked at
CORE_REGISTERS = [arm.UC_ARM_REG_R0 + i for i in range(13)]
CORE_REGISTERS += [arm.UC_ARM_REG_SP, arm.UC_ARM_REG_LR, arm.UC_ARM_REG_PC, arm.UC_ARM_REG_XPSR]
FLOAT_REGISTERS = [arm.UC_ARM_REG_S0 + i for i in range(32)]


class FirmwareError(Exception):
    """The firmware did what no board survives, or did not finish."""


class Memory:
    """What DMA sees of the core's memory."""

    def __init__(self, core):
        self._core = core

    def read(self, address, length):
        """`length` bytes."""
        return bytes(self._core.mem_read(address, length))

    def write(self, address, data):
        """Puts `data` there."""
        self._core.mem_write(address, data)


class Machine:
    """One chip running one firmware; `send` gets the bytes of its UARTs, `finished()` says when to stop."""

    def __init__(self, variant, segments, codes, send, finished):
        self._codes, self._send, self._finished = codes, send, finished
        self.core = Uc(UC_ARCH_ARM, UC_MODE_THUMB | UC_MODE_MCLASS)
        self.core.ctl_set_cpu_model(arm.UC_CPU_ARM_CORTEX_M4)
        self.memory = Memory(self.core)
        self.interrupts = self.resets = 0
        self._fault = None
        self._exception = None
        self._in_handler = False
        self._deadline = 0.0
        self._map(variant)
        for address, data in segments:
            self._load(address, data)
        self._reset()

    def run(self, seconds):
        """Runs until `finished()`; FirmwareError when it fails or is not done after `seconds` of real time."""
        self._deadline = time.monotonic() + seconds
        while not self._finished():
            asleep = self._execute(self._pc())
            if self.system.reset_requested:
                self._reset()
                self.resets += 1
                continue
            if asleep and self.system.due() is None and not self._event and not self.bus.sleep():
                raise FirmwareError(f"asleep for ever at {self._pc():#010x}: no counter will wake the core")
            self._event = self._event and not asleep
            self._take_interrupts()

    def _map(self, variant):
        core = self.core
        core.mem_map(FLASH, variant.flash)
        core.mem_map(RAM, variant.ram)
        core.mem_map(FACTORY_INFO, FACTORY_INFO_SIZE)
        core.mem_map(HANDLER_RETURN, PAGE)
        core.mem_map(GPIO, PAGE)
        core.mem_write(FLASH, b"\xff" * variant.flash)
        core.mem_write(FACTORY_INFO, b"\xff" * FACTORY_INFO_SIZE)
        core.mem_write(VARIANT_CODE, variant.revision)
        core.mmio_map(PERIPHERALS, PERIPHERALS_SIZE, self._bus_read, None, self._bus_write, None)
        core.mmio_map(SYSTEM, PAGE, self._system_read, None, self._system_write, None)
        core.hook_add(UC_HOOK_INTR, self._on_exception)
        core.hook_add(UC_HOOK_BLOCK, self._before_block)

    def _load(self, address, data):
        try:
            self.core.mem_write(address, data)
        except UcError as error:
            raise FirmwareError(f"{len(data)} bytes at {address:#010x} do not fit this chip: {error}") from error

    def _reset(self):
        """Registers and peripherals start anew; RAM and the configuration words keep what they hold."""
        self.system = SystemControl()
        self.bus = Bus(self.system, self.memory, self._codes, self._send)
        self._event = False
        stack, entry = struct.unpack("<II", self.memory.read(FLASH, 8))
        self.core.reg_write(arm.UC_ARM_REG_SP, stack)
        self.core.reg_write(arm.UC_ARM_REG_PC, entry | 1)
        self.core.reg_write(arm.UC_ARM_REG_PRIMASK, 0)

    def _pc(self):
        return self.core.reg_read(arm.UC_ARM_REG_PC)

    def _execute(self, pc):
        """Runs from `pc` until something wants attention; True if that is the core going to sleep."""
        if time.monotonic() > self._deadline:
            raise FirmwareError(f"out of time; the core is at {pc:#010x}")
        try:
            self.core.emu_start(pc | 1, HANDLER_RETURN, timeout=SLICE_MICROSECONDS)
            error = None
        except UcError as caught:  # WFE and WFI too are reported as an error, with the PC already behind them
            error = caught
        if self._fault is not None:
            raise FirmwareError(str(self._fault)) from self._fault
        asleep = self._last_instruction() in (WFE, WFI)
        if self._exception == BREAKPOINT or (error is not None and not asleep):
            reason = "a breakpoint" if error is None else error
            raise FirmwareError(f"the core stopped at {self._pc():#010x}: {reason}")
        return asleep

    def _last_instruction(self):
        """The two bytes before the program counter, which is where a sleeping core's WFE is."""
        pc = self._pc() & ~1
        return b"" if pc == HANDLER_RETURN else self.memory.read(pc - 2, 2)

    def _take_interrupts(self):
        while (number := self.system.due()) is not None and not self._masked():
            self.system.pending &= ~(1 << number)
            self._call_handler(number)
            self.interrupts += 1
            self._event = True  # returning from an exception sets the event register that WFE looks at
            self.bus.pages[number].update_interrupt()

    def _call_handler(self, number):
        core, registers = self.core, CORE_REGISTERS + FLOAT_REGISTERS
        saved = [core.reg_read(register) for register in registers]
        vector = self.system.vector_table + 4 * (FIRST_EXTERNAL_VECTOR + number)
        (handler,) = struct.unpack("<I", self.memory.read(vector, 4))
        core.reg_write(arm.UC_ARM_REG_SP, (core.reg_read(arm.UC_ARM_REG_SP) - 32) & ~7)
        core.reg_write(arm.UC_ARM_REG_LR, HANDLER_RETURN | 1)
        self._in_handler = True
        core.reg_write(arm.UC_ARM_REG_PC, handler)
        while self._pc() & ~1 != HANDLER_RETURN:
            self._execute(self._pc())
        self._in_handler = False
        for register, value in zip(registers, saved):
            core.reg_write(register, value)

    def _masked(self):
        return bool(self.core.reg_read(arm.UC_ARM_REG_PRIMASK) & 1)

    def _on_exception(self, core, number, _data):
        self._exception = number
        core.emu_stop()

    def _before_block(self, core, *_):
        """Stops the core where it is safe to: a stop inside a bus access would execute the store twice."""
        if self._fault is not None or self.system.reset_requested or self._finished():
            core.emu_stop()
        elif not self._in_handler and self.system.due() is not None and not self._masked():
            core.emu_stop()

    def _guard(self, access, *arguments):
        """An exception must not travel through the emulator's C code: it is kept, and raised behind it."""
        try:
            return access(*arguments)
        except Exception as fault:
            self._fault = fault
            return 0

    def _bus_read(self, _core, offset, _size, _data):
        page, register = self.bus.page(offset)
        return self._guard(page.read, register)

    def _bus_write(self, _core, offset, _size, value, _data):
        page, register = self.bus.page(offset)
        self._guard(page.write, register, value)

    def _system_read(self, _core, offset, size, _data):
        return self._guard(self.system.read, offset, size)

    def _system_write(self, _core, offset, size, value, _data):
        self._guard(self.system.write, offset, size, value)
