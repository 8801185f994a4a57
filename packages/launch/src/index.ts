export { readSamples, type Sample } from './sample.ts';
export { startLocally } from './start-locally.ts';
