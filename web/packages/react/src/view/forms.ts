// Forms, those to fill in and those that were handed in, with their style: few conversations have one.

export { FilledFormView } from "./filled-form.tsx";
export { FormCard } from "./form-card.tsx";
export { icons } from "./form-icons.ts";
export { css } from "./forms-css.gen.ts";
