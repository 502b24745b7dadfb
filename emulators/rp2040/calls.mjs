// Counts the cycles of each call of one function, from its first instruction to the return to its caller.
// The simulator follows the Cortex-M0+ table without wait states: real flash is slower when its cache misses.

/** Watches the function at `address`; `cycles` lists one number per finished call. Calls must not recurse. */
export class CallCounter {
  constructor(core, address) {
    this.core = core;
    this.entry = (address & ~1) >>> 0;
    this.running = undefined;
    this.cycles = [];
  }

  /** To be called before each instruction. */
  observe() {
    const pc = this.core.PC;
    if (this.running === undefined) {
      if (pc === this.entry) this.running = { back: (this.core.LR & ~1) >>> 0, since: this.core.cycles };
    } else if (pc === this.running.back) {
      this.cycles.push(this.core.cycles - this.running.since);
      this.running = undefined;
    }
  }
}
