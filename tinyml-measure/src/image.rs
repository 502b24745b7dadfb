//! How many bytes a finished ELF takes in flash and RAM.

use object::{Object, ObjectSection, SectionFlags, elf};
use std::fs;
use std::path::Path;

/// Bytes of one program.
#[derive(Debug, Clone, Copy)]
pub(super) struct Image {
    /// Code, constants and the initial values of statics.
    pub(super) flash: u64,
    /// Statics, initialised or not.
    pub(super) ram: u64,
}

/// Reads the ELF at `path`.
pub(super) fn read(path: &Path) -> Result<Image, String> {
    let bytes = fs::read(path).map_err(|error| format!("{} cannot be read: {error}", path.display()))?;
    let file = object::File::parse(bytes.as_slice())
        .map_err(|error| format!("{} is no ELF: {error}", path.display()))?;
    let mut image = Image { flash: 0, ram: 0 };
    for section in file.sections() {
        let SectionFlags::Elf { sh_flags, .. } = section.flags() else {
            continue;
        };
        if sh_flags & u64::from(elf::SHF_ALLOC) == 0 {
            continue;
        }
        let (stored, writable) = (section.file_range().is_some(), sh_flags & u64::from(elf::SHF_WRITE) != 0);
        image.flash += if stored { section.size() } else { 0 };
        image.ram += if writable { section.size() } else { 0 };
    }
    Ok(image)
}
