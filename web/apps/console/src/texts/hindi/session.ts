// Live chats as cases, in Hindi.

import type { session as English } from "../english/session.ts";

export const session: typeof English = {
  session: {
    statuses: {
      ai: "सहायक के पास",
      waiting: "कतार में",
      assigned: "एजेंट के पास",
      abandoned: "कतार छोड़ दी",
      ended: "समाप्त",
    },
    end: "चैट समाप्त करें",
    release: "कतार में लौटाएँ",
    transfer: "स्थानांतरित करें",
    endAsk: "यह चैट समाप्त करें?",
    endLead: (name) => `${name} अब इसमें नहीं लिख पाएँगे। इसे फिर से नहीं खोला जा सकता।`,
    ended: "चैट समाप्त हुई।",
    released: "फिर से कतार में है।",
    started: "शुरू हुई",
    endedAt: "समाप्त हुई",
    about: "यह चैट",
    over: "यह चैट समाप्त हो गई है। अब कुछ नहीं लिखा जा सकता।",
    greeting: (organisation) => `नमस्ते! यह ${organisation} है। हम आपकी क्या मदद कर सकते हैं?`,
    said: {
      assistant_hands_over: "मैं टीम से किसी को बुला रहा हूँ।",
      assistant_nobody_free: "अभी सभी व्यस्त हैं। संदेश छोड़ें, हम यहीं जल्द से जल्द जवाब देंगे।",
      assistant_message_kept: "धन्यवाद। टीम को आपका संदेश मिल गया है और वह यहीं जवाब देगी।",
      session_queued: "दूसरे एजेंट की प्रतीक्षा में",
      session_ended: "चैट समाप्त हो गई",
    },
  },
};
