// The pictures on the buttons of a chat.

export const icons = {
  close: "M18 6 6 18M6 6l12 12",
  back: "m15 18-6-6 6-6",
  send: "M12 19V5m-7 7 7-7 7 7",
  clip: "m21.4 11-9.2 9.2a6 6 0 0 1-8.5-8.5l9.2-9.2a4 4 0 0 1 5.7 5.7l-9.2 9.2a2 2 0 0 1-2.9-2.8l8.5-8.5",
  mic: "M12 2a3 3 0 0 0-3 3v7a3 3 0 0 0 6 0V5a3 3 0 0 0-3-3Zm7 8v2a7 7 0 0 1-14 0v-2m7 9v3",
  check: "m5 13 4 4L19 7",
  seen: "m2 13 4 4L16 7m-5 8 2 2L22 7",
  clock: "M12 7v5l3 2m6-2a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  alert: "M12 8v5m0 3v.5M21 12a9 9 0 1 1-18 0 9 9 0 0 1 18 0Z",
  lock: "M6 11h12v10H6Zm2 0V7a4 4 0 0 1 8 0v4",
  more: "M5 12h.01M12 12h.01M19 12h.01",
};

/** A path for each name. */
export type ChatIcons = typeof icons;
