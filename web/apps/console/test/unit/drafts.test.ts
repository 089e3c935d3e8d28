// Drafts that change in several places: nothing typed is lost, nothing sent is left.

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { DraftKeeper, PAUSE_MS, type Remembered } from "../../src/conversation/draft-keeper.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** A server with one draft, and tabs of two browsers at it. Events and storage arrive at once unless they are held. */
class Setup {
  kept = "";
  isDown = false;
  #time = 0;
  readonly tabs: { readonly browser: string; readonly draft: DraftKeeper }[] = [];
  readonly memories = new Map<string, Remembered>();

  open(browser: string): DraftKeeper {
    const place = {
      put: async (text: string) => {
        if (this.isDown) throw new Error("down");
        this.kept = text.replaceAll("4111", "****");
        const at = `time ${this.#time++}`;
        for (const tab of this.tabs) tab.draft.adopt(this.kept, at);
        return at;
      },
      remember: (what: Remembered) => {
        this.memories.set(browser, what);
        for (const tab of this.tabs)
          if (tab.browser === browser && tab.draft !== draft) tab.draft.mirror(what);
      },
      forget: (text: string) => {
        if (this.memories.get(browser)?.text === text) this.memories.delete(browser);
      },
    };
    const draft = new DraftKeeper(place, undefined, this.memories.get(browser));
    draft.adopt(this.kept);
    this.tabs.push({ browser, draft });
    return draft;
  }

  close(draft: DraftKeeper): void {
    draft.close();
    this.tabs.splice(
      this.tabs.findIndex((tab) => tab.draft === draft),
      1,
    );
  }
}

const settled = () => vi.advanceTimersByTimeAsync(10 * PAUSE_MS);

test("every tab of a browser shows each letter, and nothing of what one of them sent", async () => {
  const setup = new Setup();
  const [one, other] = [setup.open("laptop"), setup.open("laptop")];
  one.write("Hello");
  expect(other.text).toBe("Hello");
  one.clear("Hello");
  expect([one.text, other.text]).toEqual(["", ""]);
  await settled();
  expect([one.text, other.text, setup.kept]).toEqual(["", "", ""]);
  expect(setup.memories.size).toBe(0);
});

test("sent in the tab in which it was not typed, it is gone in the other at once, also without a server", async () => {
  const setup = new Setup();
  setup.isDown = true;
  const [one, other] = [setup.open("laptop"), setup.open("laptop")];
  one.write("Hello");
  other.clear("Hello");
  expect([one.text, other.text]).toEqual(["", ""]);
  await settled();
  expect([one.text, other.text]).toEqual(["", ""]);
});

test("a put that sending has overtaken brings nothing back, in no tab and not on the server", async () => {
  const setup = new Setup();
  const [one, other] = [setup.open("laptop"), setup.open("laptop")];
  one.write("please pay by friday");
  await settled();
  other.clear();
  await settled();
  expect(setup.kept).toBe("");
  // Slow networks: what the first tab had told, and what the other one stood in for, arrive after all.
  for (const late of ["please pay", "please pay by friday"]) {
    setup.kept = late;
    for (const tab of [one, other]) tab.adopt(late, `late ${late}`);
    expect([one.text, other.text]).toEqual(["", ""]);
  }
  await settled();
  expect([one.text, other.text, setup.kept]).toEqual(["", "", ""]);
  // Written anew on a phone, a while later.
  await vi.advanceTimersByTimeAsync(10_000);
  setup.open("phone").write("please pay");
  await settled();
  expect([one.text, other.text]).toEqual(["please pay", "please pay"]);
});

test("another device follows, and what it sent is gone here", async () => {
  const setup = new Setup();
  const [laptop, phone] = [setup.open("laptop"), setup.open("phone")];
  laptop.write("Hello");
  await settled();
  expect(phone.text).toBe("Hello");
  phone.clear("Hello");
  await settled();
  expect([laptop.text, phone.text, setup.kept]).toEqual(["", "", ""]);
});

test("what was typed on after another device sent the beginning stays, without the beginning", async () => {
  const setup = new Setup();
  const [laptop, phone] = [setup.open("laptop"), setup.open("phone")];
  laptop.write("Hello");
  await settled();
  laptop.write("Hello and welcome");
  phone.clear("Hello");
  await settled();
  expect([laptop.text, phone.text, setup.kept]).toEqual(["and welcome", "and welcome", "and welcome"]);
});

test("typed at two devices at once, both texts are there to choose from", async () => {
  const setup = new Setup();
  const [laptop, phone] = [setup.open("laptop"), setup.open("phone")];
  setup.isDown = true;
  phone.write("from the phone");
  laptop.write("from the laptop");
  await settled();
  setup.isDown = false;
  await phone.flush();
  expect([laptop.text, laptop.elsewhere]).toEqual(["from the laptop", "from the phone"]);
  laptop.settle(true);
  await settled();
  expect([laptop.text, phone.text]).toEqual([laptop.text, "from the laptop\nfrom the phone"]);
});

test("what is heard while ours is on its way is offered, although our own echo follows it", async () => {
  let answer = (_at: string) => {};
  const put = () =>
    new Promise<string>((resolve) => {
      answer = resolve;
    });
  const draft = new DraftKeeper({ put });
  draft.write("from the laptop");
  void draft.flush();
  draft.adopt("from the phone", "time 1");
  draft.adopt("from the laptop", "time 2");
  answer("time 2");
  await vi.advanceTimersByTimeAsync(0);
  expect([draft.text, draft.elsewhere]).toEqual(["from the laptop", "from the phone"]);
  draft.settle(false);
  expect([draft.text, draft.elsewhere]).toEqual(["from the laptop", undefined]);
});

test("an answer of the server that is older than what was told or heard since changes nothing", async () => {
  const setup = new Setup();
  const draft = setup.open("laptop");
  let answer = (_kept: { kept: string; at: string | undefined }) => {};
  const asked = () =>
    new Promise<{ kept: string; at: string | undefined }>((resolve) => {
      answer = resolve;
    });
  let compared = draft.compareWith(asked());
  draft.write("typed");
  await settled();
  answer({ kept: "", at: undefined });
  await compared;
  expect(draft.text).toBe("typed");

  compared = draft.compareWith(asked());
  draft.adopt("from the phone", "time 9");
  answer({ kept: "typed", at: "time 0" });
  await compared;
  expect([draft.text, draft.elsewhere]).toEqual(["from the phone", undefined]);

  // Begun before the draft of yesterday was there: that one is offered.
  const fresh = new Setup().open("laptop");
  compared = fresh.compareWith(asked());
  fresh.write("today");
  await settled();
  answer({ kept: "of yesterday", at: "time 0" });
  await compared;
  expect([fresh.text, fresh.elsewhere]).toEqual(["today", "of yesterday"]);
});

test("a reload or a crash within the pause loses no letter", async () => {
  const setup = new Setup();
  const before = setup.open("laptop");
  before.write("typed");
  setup.close(before);
  expect(setup.kept).toBe("");
  const after = setup.open("laptop");
  expect(after.text).toBe("typed");
  await settled();
  expect([setup.kept, setup.memories.size]).toEqual(["typed", 0]);
});

test("sent just before a crash, it does not come back", async () => {
  const setup = new Setup();
  const before = setup.open("laptop");
  before.write("sent");
  await settled();
  setup.isDown = true;
  before.clear("sent");
  await settled();
  setup.close(before);
  setup.isDown = false;
  const after = setup.open("laptop");
  expect(after.text).toBe("");
  await settled();
  expect([after.text, setup.kept]).toEqual(["", ""]);
});

test("a tab that dies before it told the server is stood in for", async () => {
  const setup = new Setup();
  const [one, other] = [setup.open("laptop"), setup.open("laptop")];
  one.write("typed");
  setup.close(one);
  await settled();
  expect([other.text, setup.kept]).toEqual(["typed", "typed"]);
});

test("sending takes what was sent: letters typed behind it stay", async () => {
  const setup = new Setup();
  const draft = setup.open("laptop");
  draft.write("Hello");
  draft.write("Hello you");
  draft.clear("Hello");
  expect(draft.text).toBe(" you");
});

test("what the server masks is masked elsewhere, and never under the cursor of who types", async () => {
  const setup = new Setup();
  const [laptop, phone] = [setup.open("laptop"), setup.open("phone")];
  laptop.write("card 4111");
  await settled();
  expect([laptop.text, laptop.elsewhere, phone.text]).toEqual(["card 4111", undefined, "card ****"]);
});
