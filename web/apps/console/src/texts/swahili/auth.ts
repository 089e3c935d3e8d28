// Signing in, in Swahili.

import type { auth as English } from "../english/auth.ts";

export const auth: typeof English = {
  login: {
    title: "Ingia kwenye Liaison",
    lead: "Kwa wahudumu, viongozi wa timu na wasimamizi.",
    email: "Barua pepe",
    password: "Nenosiri",
    show: "Onyesha nenosiri",
    hide: "Ficha nenosiri",
    submit: "Ingia",
    wrong: "Barua pepe au nenosiri si sahihi.",
    tooMany: (minutes: number) => `Majaribio mengi yameshindikana. Jaribu tena baada ya dakika ${minutes}.`,
    notStaff: "Akaunti hii si ya mfanyakazi.",
    deactivated: "Akaunti hii imezimwa.",
    unsupported: "Seva hii haina huduma ya kuingia kwenye konsoli. Huenda ni toleo la zamani.",
    ended: "Umetolewa kwenye akaunti. Ingia ili uendelee ulipoishia; rasimu zako zimehifadhiwa.",
    starting: "Unaingizwa",
  },
};
