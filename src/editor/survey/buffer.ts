/** Node's buffers where there are none: what libraries of the survey ask for as a global. */
export { Buffer } from 'buffer/';
