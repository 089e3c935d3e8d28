// The picture of the goods: drawn here, so that the page needs nothing from elsewhere.

const SVG = "http://www.w3.org/2000/svg";

const SHAPES: readonly [string, Record<string, string>][] = [
  ["rect", { width: "160", height: "120", fill: "#f3d9c4" }],
  ["circle", { cx: "118", cy: "36", r: "18", fill: "#e8894f" }],
  ["path", { d: "M0 96C30 70 56 74 84 92s52 14 76-6v34H0Z", fill: "#b85c38" }],
  ["path", { d: "M0 108c34-18 66-14 96-4s44 6 64-2v18H0Z", fill: "#5c3d2e" }],
  ["rect", { x: "50", y: "30", width: "36", height: "64", rx: "7", fill: "#2d2424" }],
  ["rect", { x: "54", y: "36", width: "28", height: "50", rx: "3", fill: "#f7efe7" }],
  ["path", { d: "m63 52 14 9-14 9Z", fill: "#b85c38" }],
];

/** A picture of a phone that shows a film, before hills. */
export function picture(): SVGElement {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 160 120");
  svg.setAttribute("aria-hidden", "true");
  for (const [name, attributes] of SHAPES) {
    const shape = document.createElementNS(SVG, name);
    for (const [key, value] of Object.entries(attributes)) shape.setAttribute(key, value);
    svg.append(shape);
  }
  return svg;
}
