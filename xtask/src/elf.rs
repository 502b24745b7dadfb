//! What is read out of a finished ELF: how many bytes it takes in flash and RAM, and which symbols it links.

use anyhow::{Context, Result};
use object::{Object, ObjectSection, ObjectSymbol, SectionFlags, elf};
use std::{fs, path::Path};

/// What one program takes and has.
pub(crate) struct Image {
    /// Bytes of code, constants and the initial values of statics.
    pub(crate) flash: u64,
    /// Bytes of statics, initialised or not.
    pub(crate) ram: u64,
    /// Its symbols, demangled by nobody.
    pub(crate) symbols: Vec<String>,
}

/// Reads the ELF at `path`.
pub(crate) fn read(path: &Path) -> Result<Image> {
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let file =
        object::File::parse(bytes.as_slice()).with_context(|| format!("{} is no ELF", path.display()))?;
    let mut image = Image { flash: 0, ram: 0, symbols: Vec::new() };
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
    image.symbols = file.symbols().filter_map(|symbol| symbol.name().ok().map(str::to_owned)).collect();
    Ok(image)
}
