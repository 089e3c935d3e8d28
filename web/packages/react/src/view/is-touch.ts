// Whether one writes with a finger: then Enter begins a line, and the keyboard covers what one reads.

/** Asked each time: a tablet may have got a mouse. */
export const isTouch = (): boolean => matchMedia("(pointer: coarse)").matches;
