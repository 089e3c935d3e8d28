// A picture that somebody in the story draws: three frames of a film, with a title below each.

import type { Browser } from "@playwright/test";

const SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 960 420" width="960" height="420">
<rect width="960" height="420" fill="#f4efe6"/>
<g font-family="sans-serif" font-size="21" fill="#5c4a3d">
<text x="40" y="372">1  Rain on the window</text><text x="340" y="372">2  The slow pour</text><text x="640" y="372">3  First sip, warm light</text>
</g>
<g transform="translate(30 40)"><rect width="270" height="290" rx="10" fill="#41627a"/><rect x="36" y="34" width="198" height="170" rx="4" fill="#8fb3c6"/>
<path d="M135 34v170M36 119h198" stroke="#2d4557" stroke-width="8"/><g stroke="#dcebf2" stroke-width="3" stroke-linecap="round"><path d="M60 60l-6 22M96 92l-6 22M170 56l-6 22M206 100l-6 22M76 144l-6 22M182 150l-6 22M118 160l-6 22"/></g>
<rect x="0" y="236" width="270" height="54" fill="#6d4c36"/><path d="M176 236c0-24 42-24 42 0z" fill="#c9cdd0"/></g>
<g transform="translate(330 40)"><rect width="270" height="290" rx="10" fill="#c98a4b"/><rect y="236" width="270" height="54" rx="0" fill="#7a4e2c"/>
<path d="M60 90h92l18 78a26 26 0 0 1-26 30H78a26 26 0 0 1-26-30z" fill="#d7dadd"/><path d="M158 104l46 10-10 16-34-6z" fill="#aeb4b8"/><path d="M60 106c-40 0-40 66-4 66" fill="none" stroke="#aeb4b8" stroke-width="10"/>
<path d="M200 122c14 20 10 60 8 92" fill="none" stroke="#7a3d12" stroke-width="7"/><path d="M176 210h66l-8 34h-50z" fill="#f6ece0"/></g>
<g transform="translate(630 40)"><rect width="270" height="290" rx="10" fill="#e8b65a"/><circle cx="206" cy="66" r="34" fill="#fbe3a6"/><rect y="246" width="270" height="44" fill="#8a5a2f"/>
<path d="M82 150h110l-14 84a16 16 0 0 1-16 14h-50a16 16 0 0 1-16-14z" fill="#fbf5ec"/><path d="M190 166c34-4 34 48-8 48" fill="none" stroke="#fbf5ec" stroke-width="11"/><path d="M110 132c-10-18 12-22 2-42M140 132c-10-18 12-22 2-42M168 132c-10-18 12-22 2-42" fill="none" stroke="#fdf3da" stroke-width="6" stroke-linecap="round"/></g>
</svg>`;

/** The picture as a file. */
export async function storyboard(browser: Browser): Promise<Uint8Array> {
  const page = await browser.newPage({ viewport: { width: 960, height: 420 } });
  await page.setContent(`<style>body{margin:0}</style>${SVG}`);
  const picture = await page.screenshot();
  await page.close();
  return picture;
}
