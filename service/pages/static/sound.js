/** A soft gong, made of a struck plate's partials. Browsers allow it only after a click has woken it. */

const PARTIALS = [
  // [times the ground tone, loudness, seconds until it is gone]
  [1, 1, 5.5],
  [1.52, 0.55, 4.6],
  [2.03, 0.6, 4],
  [2.78, 0.3, 3],
  [3.61, 0.2, 2.2],
  [4.9, 0.1, 1.4],
  [6.3, 0.05, 0.8],
];

export class Gong {
  #audio = null;

  get awake() {
    return this.#audio !== null && this.#audio.state === "running";
  }

  /** To be called from a click. Answers whether there will be sound. */
  async wake() {
    this.#audio ??= window.AudioContext ? new AudioContext() : null;
    await this.#audio?.resume();
    return this.awake;
  }

  async sleep() {
    await this.#audio?.suspend();
  }

  /** Strikes once; `ground` is the lowest tone in Hz. Silent while asleep. */
  strike(ground = 132, loudness = 0.5) {
    if (!this.awake) return;
    const audio = this.#audio;
    const at = audio.currentTime + 0.02;
    const out = audio.createGain();
    out.gain.value = loudness / 2.8;
    const soft = audio.createBiquadFilter();
    soft.type = "lowpass";
    soft.frequency.setValueAtTime(2400, at);
    soft.frequency.exponentialRampToValueAtTime(500, at + 3);
    out.connect(soft).connect(audio.destination);
    for (const [times, loud, seconds] of PARTIALS) {
      const tone = audio.createOscillator();
      const fade = audio.createGain();
      tone.frequency.value = ground * times;
      fade.gain.setValueAtTime(0.0001, at);
      fade.gain.exponentialRampToValueAtTime(loud, at + 0.015 + 0.02 / times);
      fade.gain.exponentialRampToValueAtTime(0.0001, at + seconds);
      tone.connect(fade).connect(out);
      tone.start(at);
      tone.stop(at + seconds + 0.1);
    }
  }
}
