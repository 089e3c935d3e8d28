// What pastes mean, by the clipboards of programs.

import { expect, test } from "vitest";
import { filesIn, pasteOf } from "../../src/writing.ts";

const png = { name: "image.png", type: "image/png" };
const file = (name: string, type = "") => ({ name, type });
type Given = {
  text?: string;
  html?: string;
  addresses?: string;
  files?: readonly { name: string; type: string }[];
};
const paste = ({ text = "", html = "", addresses = "", files = [] }: Given) =>
  pasteOf({ text, html, addresses, files });

const CELLS =
  "<html><body><table><tr><td>A</td><td>B</td></tr><tr><td>1</td><td>2</td></tr></table></body></html>";
const IMAGE = '<meta charset="utf-8"><img src="https://shop.example/a.png" alt="A cup">';

test.each<[string, Given]>([
  ["Excel", { text: "A\tB\r\n1\t2\r\n", html: CELLS, files: [png] }],
  ["LibreOffice Calc", { text: "A\tB\n1\t2\n", html: CELLS.toUpperCase(), files: [png] }],
  ["Google Sheets", { text: "A\tB\n1\t2", html: `<google-sheets-html-origin>${CELLS}` }],
  ["Word, a table", { text: "A\tB\r\n1\t2\r\n", html: CELLS, files: [png] }],
  ["Numbers, without HTML", { text: "A\tB\n1\t2", files: [png] }],
])("cells of %s are a table that can be read, and their picture is offered", (_name, given) => {
  expect(paste(given)).toEqual({ text: "A | B\n1 | 2", attach: [], offer: given.files ?? [] });
});

test("cells with line breaks, quotes, nothing in them, and a single one", () => {
  const table = (text: string) => paste({ text, html: CELLS }).text;
  expect(table('Name\tNote\nLena\t"two\nlines ""quoted"""\n')).toBe('Name | Note\nLena | two lines "quoted"');
  expect(table("a\t\tc\n\t\t\nd\t\t\n")).toBe("a |  | c\n |  |\nd |  |");
  expect(table("alone\r\n")).toBe("alone");
  expect(table('5" screen\t"open')).toBe('5" screen | "open');
  expect(paste({ text: "alone\r\n", html: CELLS, files: [png] })).toEqual({
    text: "alone",
    attach: [],
    offer: [png],
  });
});

test.each([
  "func main() {\n\tprint(1)\n\t\tif x {\n}",
  "•\tfirst point\n\nand a line",
  "    four\n        eight",
])("what a mail or a page lays out in a table keeps its shape: %j", (text) => {
  expect(paste({ text, html: CELLS }).text ?? text).toBe(text);
});

test.each<[string, Given]>([
  [
    "Word",
    { text: "Please look at this.", html: "<p class=MsoNormal>Please look at this.</p>", files: [png] },
  ],
  ["PowerPoint", { text: "A title", html: "", files: [png] }],
  ["a page", { text: "Words A cup", html: `<p>Words</p>${IMAGE}`, files: [png] }],
  ["a link with a preview", { text: "https://shop.example", html: "", files: [png] }],
])("words of %s stay words, and the picture is offered", (_name, given) => {
  expect(paste(given)).toEqual({ text: given.text, attach: [], offer: [png] });
});

const MAIL = `<html><head><style>p{color:red}</style></head><body><!--StartFragment-->
  <p>Hello&nbsp;Lena,</p><p>2 &lt; 3 &amp; &quot;so&quot; &#8211; see:<br>
  below</p><img src="https://shop.example/a.png"><!--EndFragment--></body></html>`;
const WORDS = 'Hello Lena,\n2 < 3 & "so" – see:\nbelow';

test.each<[string, Given, string]>([
  ["a mail with a picture", { html: MAIL, files: [png] }, WORDS],
  ["a mail without one", { html: MAIL }, WORDS],
  ["white space beside it", { text: " \r\n", html: MAIL, files: [png] }, WORDS],
  ["cells", { html: CELLS, files: [png] }, "A | B\n1 | 2"],
  ["a caption", { html: `<figure>${IMAGE}<figcaption>A cup</figcaption></figure>`, files: [png] }, "A cup"],
  [
    "an address",
    { html: `${IMAGE}<a href="/">https://shop.example</a>`, files: [png] },
    "https://shop.example",
  ],
])("words that are in the HTML alone are not lost: %s", (_name, given, text) => {
  expect(paste(given)).toEqual({ text, attach: [], offer: given.files ?? [] });
});

test.each<[string, Given]>([
  ["the name that browsers give to pictures", { text: "image", files: [png] }],
  ["in capitals", { text: "Image", files: [png] }],
  ["the whole name, as words of a document", { text: "image.png", html: "<p>image.png</p>", files: [png] }],
  ["a cell", { text: "image", html: "<table><tr><td>image</td></tr></table>", files: [png] }],
])("a text that is called like its picture stays a text: %s", (_name, given) => {
  expect(paste(given)).toEqual({ text: given.text?.trim(), attach: [], offer: [png] });
});

test.each<[string, Given]>([
  ["a screenshot", { files: [png] }],
  ["Chrome, copied from a page", { html: IMAGE, files: [png] }],
  ["Firefox, with its address", { text: "https://shop.example/a.png", html: IMAGE, files: [png] }],
  ["Firefox, with its description", { text: "A cup", html: IMAGE, files: [png] }],
  [
    "Safari, by address",
    { text: "https://shop.example/a.png", addresses: "https://shop.example/a.png", files: [png] },
  ],
  [
    "Word, a picture alone",
    {
      text: " \r\n",
      html: `<!--[if gte vml 1]><v:shape>x</v:shape><![endif]-->${IMAGE}&nbsp;`,
      files: [png],
    },
  ],
  ["Finder", { text: "Vertrag.pdf", files: [file("Vertrag.pdf", "application/pdf")] }],
  [
    "Finder, accents apart",
    { text: "Gro\u0308\u00dfe.csv".normalize("NFD"), files: [file("Größe.csv", "text/csv")] },
  ],
  [
    "Finder, two of them, endings hidden",
    { text: "IMG_1\rbrief", files: [file("IMG_1.png", "image/png"), file("brief.docx")] },
  ],
  ["Explorer, as a path", { text: '"C:\\Users\\lena\\a b.png"', files: [file("a b.png", "image/png")] }],
  ["a screenshot tool, with its place", { text: "file:///tmp/Screenshot.png", files: [png] }],
  [
    "Nautilus",
    {
      text: "x-special/nautilus-clipboard\ncopy\nfile:///media/lena/a%20b.png\n",
      files: [file("a b.png", "image/png")],
    },
  ],
])("%s is a file", (_name, given) => {
  expect(paste(given)).toEqual({ attach: given.files, offer: [] });
});

test("words without files are the browser's affair, also with tabs", () => {
  expect(paste({ text: "just words", html: "<b>just words</b>" })).toEqual({ attach: [], offer: [] });
  expect(paste({ text: "if (x) {\n\treturn;\n}", html: "<pre>if</pre>" })).toEqual({ attach: [], offer: [] });
});

test("folders are told apart from files", () => {
  const item = (name: string, isDirectory: boolean) => ({
    kind: "file",
    getAsFile: () => name,
    webkitGetAsEntry: () => ({ isDirectory }),
  });
  const words = { kind: "string", getAsFile: () => null };
  expect(filesIn({ files: ["a"], items: [item("a", false), words] })).toEqual({
    files: ["a"],
    folders: [],
  });
  expect(filesIn({ files: ["a", "f"], items: [item("a", false), item("f", true)] })).toEqual({
    files: ["a"],
    folders: ["f"],
  });
  expect(filesIn({ files: ["a"] })).toEqual({ files: ["a"], folders: [] });
});
