/** What the audio thread has beside the language: TypeScript's DOM library leaves it out. */
declare abstract class AudioWorkletProcessor {
  readonly port: MessagePort;
  abstract process(inputs: Float32Array[][], outputs: Float32Array[][]): boolean;
}
declare function registerProcessor(name: string, processor: new () => AudioWorkletProcessor): void;
/** of the context, Hz */
declare const sampleRate: number;
/** the first sample of the quantum that is processed */
declare const currentFrame: number;
