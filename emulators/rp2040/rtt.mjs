// The host's side of RTT: takes what the firmware logged out of the first up-channel's ring buffer in RAM.
// The bytes are passed on as they are; decoding them (defmt) takes the ELF's format strings and is not done here.

const RAM = 0x20000000;
const CHANNEL_BUFFER = 24 + 4; // after the control block's id and counts, and the channel's name
const CHANNEL_SIZE = CHANNEL_BUFFER + 4;
const CHANNEL_WRITE = CHANNEL_BUFFER + 8;
const CHANNEL_READ = CHANNEL_BUFFER + 12;

/** A collector of the firmware's RTT bytes; one that never finds any when the firmware has no RTT. */
export class RttDrain {
  constructor(mcu, symbols) {
    this.mcu = mcu;
    this.control = symbols.get('_SEGGER_RTT');
    this.bytes = [];
  }

  /** Takes all that is new. */
  drain() {
    if (this.control === undefined) return;
    const word = (offset) => this.mcu.readUint32(this.control + offset);
    const [buffer, size, write] = [word(CHANNEL_BUFFER), word(CHANNEL_SIZE), word(CHANNEL_WRITE)];
    if (size === 0 || buffer < RAM || buffer - RAM + size > this.mcu.sram.length) return; // not initialised yet
    let read = word(CHANNEL_READ);
    while (read !== write) {
      this.bytes.push(this.mcu.sram[buffer - RAM + read]);
      read = (read + 1) % size;
    }
    this.mcu.writeUint32(this.control + CHANNEL_READ, read);
  }
}
