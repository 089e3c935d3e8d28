// The picture of a form.

export const icons = {
  form: "M9 4h6v3H9Zm0 1H6v16h12V5h-3m-6 7h6m-6 4h4",
};

/** A path for each name. */
export type FormIcons = typeof icons;
