// Who works here: role, team, skills, how much each can have.

import type { Staff, StaffRole } from "@liaison-chat/client";
import { Avatar, Badge, Button, Empty, Field, IconButton, Select, TextField } from "@liaison-chat/ui";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { isAtLeast, useConsole } from "../auth/console-context.tsx";
import { Confirm } from "../parts/confirm.tsx";
import { FormDialog } from "../parts/form-dialog.tsx";
import { Menu, MenuItem, MenuLine } from "../parts/menu.tsx";
import { Asked, Cell, Page, Row, Sheet, Table } from "../parts/page.tsx";
import { say } from "../parts/toasts.tsx";
import { reasonOf, useLocale, useTexts } from "../texts/texts.ts";
import { useListPage } from "./use-list-page.ts";

const ROLES: readonly StaffRole[] = ["agent", "team_lead", "supervisor", "admin", "super_admin"];
const KEY = ["staff"];

/** The page of staff. */
export function StaffPage(): ReactNode {
  const texts = useTexts();
  const { liaison } = useConsole();
  const query = useQuery({ queryKey: KEY, queryFn: () => liaison.rest.call("GET /admin/staff", {}) });
  const { form, leaving, add, edit, leave, close, refresh } = useListPage<Staff>(KEY);
  const [words, setWords] = useState("");
  const fits = ({ name, email, team }: Staff) =>
    `${name} ${email} ${team}`.toLocaleLowerCase().includes(words.trim().toLocaleLowerCase());

  async function bringBack(person: Staff) {
    try {
      await liaison.rest.call("PATCH /admin/staff/{id}", { path: { id: person.id }, body: { active: true } });
      await refresh();
    } catch (thrown) {
      say(reasonOf(thrown, texts), { tone: "bad" });
    }
  }

  return (
    <Page
      title={texts.staff.title}
      lead={texts.staff.lead}
      action={
        <>
          <input
            type="search"
            className="lia-input !w-52 max-md:!w-full"
            aria-label={texts.staff.search}
            placeholder={texts.staff.search}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
          <Button look="primary" icon="plus" onClick={add}>
            {texts.staff.add}
          </Button>
        </>
      }
    >
      <Asked query={query}>
        {({ items }) => (
          <Sheet>
            {items.filter(fits).length === 0 ? (
              <Empty icon="people" title={texts.staff.none} />
            ) : (
              <Table
                label={texts.staff.title}
                heads={[texts.staff.name, texts.staff.role, texts.staff.team, texts.staff.load, ""]}
              >
                {items.filter(fits).map((person) => (
                  <Person
                    key={person.id}
                    person={person}
                    onEdit={() => edit(person)}
                    onLeave={() => leave(person)}
                    onBack={() => void bringBack(person)}
                  />
                ))}
              </Table>
            )}
          </Sheet>
        )}
      </Asked>
      {form ? (
        <StaffForm person={form === "new" ? undefined : form} onClose={close} onSaved={refresh} />
      ) : null}
      {leaving ? (
        <Confirm
          title={texts.staff.deactivateAsk(leaving.name)}
          lead={texts.staff.deactivateLead}
          action={texts.staff.deactivate}
          onClose={close}
          onConfirm={async () => {
            await liaison.rest.call("DELETE /admin/staff/{id}", { path: { id: leaving.id } });
            await refresh();
          }}
        />
      ) : null}
    </Page>
  );
}

function Person({
  person,
  onEdit,
  onLeave,
  onBack,
}: {
  readonly person: Staff;
  readonly onEdit: () => void;
  readonly onLeave: () => void;
  readonly onBack: () => void;
}) {
  const texts = useTexts();
  const locale = useLocale();
  const { active, name, email, role, team, skills, load, capacity } = person;
  return (
    <Row isFaint={!active}>
      <Cell>
        <span className="flex items-center gap-3">
          <Avatar
            name={name}
            presence={active ? (person.is_online ? person.agent_status : "offline") : undefined}
          />
          <span className="min-w-0">
            <span className="flex items-center gap-2 font-medium">
              {name}
              {active ? null : <Badge>{texts.staff.deactivated}</Badge>}
            </span>
            <span className="block text-sm text-muted">{email}</span>
          </span>
        </span>
      </Cell>
      <Cell>{texts.roles[role]}</Cell>
      <Cell>
        <span className="block">{team}</span>
        <span className="block text-sm text-muted">
          {new Intl.ListFormat(locale, { type: "unit" }).format(skills)}
        </span>
      </Cell>
      <Cell className="tabular-nums">{texts.ticket.reassignLoad(load, capacity)}</Cell>
      <Cell className="text-end">
        <Menu align="end" trigger={<IconButton icon="more" size="s" label={texts.staff.actions(name)} />}>
          <MenuItem icon="edit" onSelect={onEdit}>
            {texts.staff.edit}
          </MenuItem>
          <MenuLine />
          {active ? (
            <MenuItem icon="lock" tone="bad" onSelect={onLeave}>
              {texts.staff.deactivate}
            </MenuItem>
          ) : (
            <MenuItem icon="retry" onSelect={onBack}>
              {texts.staff.activate}
            </MenuItem>
          )}
        </Menu>
      </Cell>
    </Row>
  );
}

function StaffForm({
  person,
  onClose,
  onSaved,
}: {
  readonly person: Staff | undefined;
  readonly onClose: () => void;
  readonly onSaved: () => Promise<unknown>;
}) {
  const texts = useTexts();
  const { liaison, me } = useConsole();
  // Nobody can grant a role above their own.
  const roles = ROLES.filter((role) => isAtLeast(me, role));

  async function save(fields: FormData) {
    const text = (name: string) => String(fields.get(name) ?? "").trim();
    const body = {
      name: text("name"),
      role: text("role") as StaffRole,
      team: text("team"),
      skills: text("skills")
        // Arabic has a comma of its own.
        .split(/[,،]/)
        .map((skill) => skill.trim())
        .filter(Boolean),
      ...(text("capacity") ? { capacity: Number(text("capacity")) } : {}),
      ...(fields.get("password") ? { password: String(fields.get("password")) } : {}),
    };
    if (person) await liaison.rest.call("PATCH /admin/staff/{id}", { path: { id: person.id }, body });
    else {
      const { team, ...rest } = body;
      await liaison.rest.call("POST /admin/staff", {
        body: { ...rest, email: text("email"), ...(team ? { team } : {}) },
      });
    }
    await onSaved();
  }

  return (
    <FormDialog title={person ? texts.staff.edit : texts.staff.add} onClose={onClose} onSave={save}>
      <div className="grid gap-3.5 md:grid-cols-2">
        <TextField
          label={texts.staff.name}
          name="name"
          required
          maxLength={120}
          defaultValue={person?.name}
        />
        <TextField
          label={texts.staff.email}
          name="email"
          type="email"
          required
          readOnly={person !== undefined}
          defaultValue={person?.email ?? ""}
        />
        <Field label={texts.staff.role}>
          {(ties) => (
            <Select {...ties} name="role" defaultValue={person?.role ?? "agent"}>
              {roles.map((role) => (
                <option key={role} value={role}>
                  {texts.roles[role]}
                </option>
              ))}
            </Select>
          )}
        </Field>
        <TextField
          label={texts.staff.capacity}
          hint={texts.staff.capacityHint}
          name="capacity"
          type="number"
          min={0}
          max={1000}
          defaultValue={person?.capacity}
        />
        <TextField label={texts.staff.team} name="team" maxLength={80} defaultValue={person?.team ?? ""} />
        <TextField
          label={texts.staff.skills}
          hint={texts.staff.skillsHint}
          name="skills"
          defaultValue={person?.skills.join(", ")}
        />
      </div>
      <TextField
        label={person ? texts.staff.passwordNew : texts.staff.password}
        hint={person ? texts.staff.passwordNewHint : texts.staff.passwordHint}
        name="password"
        type="password"
        autoComplete="new-password"
        minLength={12}
        required={person === undefined}
      />
    </FormDialog>
  );
}
