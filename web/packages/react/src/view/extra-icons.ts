// The pictures for files and recordings.

export const icons = {
  play: "M7 4v16l13-8Z",
  pause: "M8 5v14M16 5v14",
  trash: "M3 6h18M8 6V4h8v2m3 0-1 14H6L5 6m5 5v5m4-5v5",
  file: "M14 2H6v20h12V6Zm0 0v4h4M9 13h6m-6 4h6",
  download: "M12 3v12m-5-5 5 5 5-5M4 21h16",
};

/** A path for each name. */
export type ExtraIcons = typeof icons;
