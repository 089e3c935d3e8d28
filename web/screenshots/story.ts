// Who is in the pictures and what they say: an ordinary Thursday at a company that mediates between brands and creators.

/** A line of a story: when, who, and what. */
export type Line = readonly [time: string, who: Speaker, words: string | Readonly<Record<string, string>>];

/** Whose line it is, or what happens. `relay` carries what was said last over to the other side, `relay as` in these words. */
export type Speaker =
  | "brand"
  | "creator"
  | "to brand"
  | "to creator"
  | "note"
  | "note of Wanjiru"
  | "relay"
  | "relay as"
  | "requirements"
  | "revision"
  | "storyboard"
  | "order"
  | "status"
  | "priority";

/** An order and what was said about it. */
export interface Story {
  readonly number: string;
  readonly title: string;
  readonly amount: number;
  readonly brand: string;
  readonly creator: string;
  readonly agent: "Maya Rao" | "Tomás Ruiz" | "Asha Iyer";
  readonly lines: readonly Line[];
}

/** The people of the workspace. Those who are `away` do not look at the console. */
export const STAFF = [
  { name: "Maya Rao", role: "agent", skills: ["video", "beauty"], capacity: 12 },
  { name: "Tomás Ruiz", role: "agent", skills: ["photo", "spanish"], capacity: 12 },
  { name: "Asha Iyer", role: "agent", skills: ["video", "hindi"], capacity: 10 },
  { name: "Idris Bello", role: "team_lead", skills: [], capacity: 4 },
  { name: "Wanjiru Kamau", role: "supervisor", skills: [], capacity: 4 },
  { name: "Lea Brandt", role: "admin", skills: [], capacity: 0 },
] as const;

/** What everybody is greeted with. */
export const WELCOME = {
  welcome_brand: "Welcome to Tamarind! {{agent.name}} looks after your order and answers here.",
  welcome_creator: "Hello! {{agent.name}} looks after this order and answers here.",
};

/** Labels: name, colour, and the titles of the tickets that have them. */
export const LABELS: readonly (readonly [string, string, readonly string[]])[] = [
  ["Launch", "blue", ["Three reels for the monsoon launch", "Story series about the new roastery"]],
  [
    "Parcel on its way",
    "orange",
    ["Three reels for the monsoon launch", "Photo set for the spring catalogue"],
  ],
  ["Late", "red", ["Photo set for the spring catalogue"]],
  ["New brand", "purple", ["Live cooking hour with a giveaway"]],
];

/** Texts that agents use again. */
export const TEMPLATES = [
  [
    "Welcome",
    "hello",
    "Hello {{party.name}}, I am {{agent.name}} and I look after your order. Write to me here whenever something is unclear.",
  ],
  [
    "Brief received",
    "brief",
    "Thank you, the brief is complete. I pass it on today and come back to you with a date for the first draft.",
  ],
  [
    "First draft is there",
    "draft",
    "The first draft of “{{order.title}}” is ready. Please look at it within three days, and tell me what should change.",
  ],
  [
    "Running late",
    "late",
    "I am sorry: this takes longer than planned. I have a new date for you by tomorrow noon.",
  ],
  ["Delivered", "done", "Everything is delivered. Thank you for working with us, {{party.name}}."],
] as const;

/** The order of the main pictures. */
export const MAIN = "TM-2481";
/** The order of the picture in Arabic. */
export const ARABIC = "TM-2479";
/** The order whose brief is not there yet. */
export const NEW = "TM-2484";

export const STORIES: readonly Story[] = [
  {
    number: MAIN,
    title: "Three reels for the monsoon launch",
    amount: 4_500_000,
    brand: "Chai & Co.",
    creator: "Lena Fox",
    agent: "Maya Rao",
    lines: [
      ["11T15:02", "brand", "Hello! The order is placed. Where do I put our brief?"],
      ["11T15:06", "to brand", "Welcome! There is a form for it here in the chat: “Fill in requirements”."],
      [
        "11T15:31",
        "requirements",
        {
          deliverables: "Three reels, upright, 20 to 30 seconds",
          description:
            "Rain on the window, a slow pour, the steel kettle in every reel. Warm light, no voice-over.",
          deadline: "2026-03-20",
        },
      ],
      [
        "11T15:40",
        "to creator",
        "Hi Lena, the brief is in: three upright reels, rain and a slow pour, first cut by Monday. Does that work for you?",
      ],
      [
        "11T16:12",
        "creator",
        "Love it. Monday works! I would begin with the window scene while it still rains here.",
      ],
      [
        "11T16:20",
        "to brand",
        "The brief is complete and the creator has begun. You see a first cut on Monday.",
      ],
      [
        "12T09:14",
        "creator",
        "Storyboard for the first reel is done. Is the steel kettle theirs to have back, or may I keep it?",
      ],
      ["12T09:15", "storyboard", ""],
      [
        "12T09:26",
        "relay as",
        "The storyboard for the first reel is done. One question from the creator: shall the steel kettle come back to you after the shoot?",
      ],
      ["12T09:41", "brand", "No need, it is a gift. And please add the new lid, it arrives on Saturday."],
      ["12T09:44", "relay", ""],
      [
        "12T09:48",
        "note of Wanjiru",
        "Chai & Co. paid in full this morning. They asked for GST on the invoice; finance knows.",
      ],
      [
        "12T10:02",
        "creator",
        "Oh, that is kind, thank you! Then I shoot reels two and three after Saturday, with the lid.",
      ],
      ["12T10:05", "to creator", "Perfect. Shall we keep Monday for the first cut?"],
      [
        "12T10:31",
        "brand",
        "It looks lovely! Our founder asks: can the lid be on in the first picture already?",
      ],
    ],
  },
  {
    number: "TM-2476",
    title: "Photo set for the spring catalogue",
    amount: 2_750_000,
    brand: "Northlight Skin",
    creator: "Omar Haddad",
    agent: "Maya Rao",
    lines: [
      ["11T11:20", "brand", "The third picture has the old label on it. Can it be taken again?"],
      ["11T11:30", "priority", "high"],
      [
        "12T08:50",
        "to creator",
        "Good morning Omar! Picture three shows the old label. Could you take it once more?",
      ],
      ["12T09:32", "creator", "Of course. The new bottles are here; you have it by four o'clock."],
    ],
  },
  {
    number: ARABIC,
    title: "ثلاثة مقاطع لافتتاح الفرع الجديد",
    amount: 3_200_000,
    brand: "مقهى الندى",
    creator: "Rania Aziz",
    agent: "Maya Rao",
    lines: [
      ["11T17:05", "brand", "مساء الخير، هل يمكن أن يظهر مدخل الفرع في المقطع الأول؟"],
      ["11T17:12", "to brand", "مساء النور! نعم، سأطلب ذلك اليوم."],
      ["11T17:15", "brand", "شكرًا جزيلًا. نريد أيضًا لقطة للمجلس في الطابق الثاني."],
      ["11T17:21", "to brand", "سجّلتها، وستكون في المقطع الثالث."],
      ["12T08:35", "to brand", "صباح الخير. المقطع الأول يبدأ الآن من المدخل، والمسودة جاهزة يوم الأحد."],
      ["12T08:58", "brand", "ممتاز، شكرًا لكم! موعد الافتتاح ٢٢ مارس الساعة ٦ مساءً."],
      ["12T09:01", "to brand", "وصلت المعلومة، وسنسلّم كل شيء قبل ذلك بثلاثة أيام."],
    ],
  },
  {
    number: "TM-2470",
    title: "Unboxing video, 60 seconds",
    amount: 1_800_000,
    brand: "Orbit Audio",
    creator: "Júlia Prado",
    agent: "Maya Rao",
    lines: [
      [
        "10T13:00",
        "requirements",
        { deliverables: "One video, 60 seconds", description: "Open the box, show the case, first sound." },
      ],
      ["11T18:20", "order", "delivered"],
      [
        "12T09:05",
        "revision",
        {
          changes: "The logo is cut off in the last shot. Please leave it two seconds longer.",
          where: "0:52 to 0:58",
        },
      ],
      ["12T09:20", "to brand", "Thank you, that is clear. The new cut comes tomorrow."],
    ],
  },
  {
    number: "TM-2482",
    title: "Tutorial: a skin-care routine for dry winters",
    amount: 2_100_000,
    brand: "Northlight Skin",
    creator: "Mira Sen",
    agent: "Maya Rao",
    lines: [
      [
        "12T08:12",
        "creator",
        "The night cream has not arrived yet, so I can only film the morning part today.",
      ],
      ["12T08:20", "status", "in_progress"],
      ["12T08:21", "to creator", "Film the morning part, that is fine. I ask where the parcel is."],
      [
        "12T10:12",
        "brand",
        "The parcel is with your courier since yesterday noon. It should be there any moment.",
      ],
    ],
  },
  {
    number: NEW,
    title: "Story series about the new roastery",
    amount: 3_600_000,
    brand: "Blue Kettle",
    creator: "Tendai Moyo",
    agent: "Maya Rao",
    lines: [
      ["12T10:20", "brand", "Hi Maya, we are ready. What do you need from us to begin?"],
      [
        "12T10:24",
        "to brand",
        "Good morning! Only the brief: press “Fill in requirements” above, five minutes are enough.",
      ],
    ],
  },
  {
    number: "TM-2466",
    title: "Two carousel posts, autumn knits",
    amount: 1_350_000,
    brand: "Lindqvist Wool",
    creator: "Hana Kim",
    agent: "Maya Rao",
    lines: [
      ["10T10:10", "creator", "Both carousels are uploaded."],
      ["10T14:30", "to brand", "Both carousels are there. Please tell me by Friday what should change."],
      ["11T09:45", "brand", "Nothing at all, they are lovely."],
      ["11T10:00", "order", "completed"],
      ["11T10:02", "status", "resolved"],
    ],
  },
  {
    number: "TM-2473",
    title: "Live cooking hour with a giveaway",
    amount: 5_200_000,
    brand: "Spice Route Foods",
    creator: "Arjun Pillai",
    agent: "Maya Rao",
    lines: [
      [
        "11T12:40",
        "brand",
        "Legal wants the rules of the giveaway in the description. Can we still change it?",
      ],
      ["11T12:52", "to brand", "Yes, until the evening before. Send me the text and I see to it."],
      ["11T13:10", "priority", "urgent"],
    ],
  },
  {
    number: "TM-2480",
    title: "Vídeo corto para la cosecha de aceite",
    amount: 1_950_000,
    brand: "Olivar del Sur",
    creator: "Paula Ríos",
    agent: "Tomás Ruiz",
    lines: [["12T07:55", "brand", "Buenos días, ¿ya hay fecha para la grabación?"]],
  },
  {
    number: "TM-2477",
    title: "Look book, forty pictures",
    amount: 6_400_000,
    brand: "Maison Okoye",
    creator: "Ines Duarte",
    agent: "Tomás Ruiz",
    lines: [
      ["11T16:40", "creator", "The coat in look twelve came in size 38. I need 36."],
      ["12T08:30", "to creator", "A new one is on its way, it is with you tomorrow before noon."],
    ],
  },
  {
    number: "TM-2483",
    title: "Festival aftermovie, ninety seconds",
    amount: 4_900_000,
    brand: "Riverbank Festival",
    creator: "Dev Anand Rao",
    agent: "Asha Iyer",
    lines: [["12T09:58", "brand", "We found better sound of the second evening. Where shall we put it?"]],
  },
  {
    number: "TM-2469",
    title: "Podcast trailer with captions",
    amount: 900_000,
    brand: "Monday Pages",
    creator: "Sofia Lund",
    agent: "Asha Iyer",
    lines: [
      ["11T14:15", "creator", "Captions in English are done, Hindi follows tonight."],
      ["11T14:31", "to creator", "Great, thank you. I tell them."],
    ],
  },
];

/** When the pictures are taken. */
export const NOW = "2026-03-12T10:42";
