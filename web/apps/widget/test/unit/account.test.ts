// Two people on one device never share what is kept: the name of the account follows the person.

import { expect, test } from "vitest";
import { accountOf } from "../../src/account.ts";

const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString("base64url")}.y`;

test("a person has one name, with every token of theirs", () => {
  const one = accountOf(token({ sub: "ü-1", user_type: "brand", exp: 1 }));
  expect(accountOf(token({ sub: "ü-1", user_type: "brand", exp: 2 }))).toBe(one);
  expect(accountOf(token({ sub: "ü-1", user_type: "creator" }))).not.toBe(one);
  expect(accountOf(token({ sub: "ü-2", user_type: "brand" }))).not.toBe(one);
});

test("a token that cannot be read is its own name, and does not stand in it", () => {
  expect(accountOf("secret-one")).not.toBe(accountOf("secret-two"));
  expect(accountOf("secret-one")).not.toContain("secret");
});
