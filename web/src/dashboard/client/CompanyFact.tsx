import { Link } from "@tanstack/react-router";
import { useRef, useState } from "react";
import type { Client } from "../../api/schema";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import type { ComboValue } from "../../ui/Combobox";
import { CompanyField } from "../clients/CompanyField";
import { companyRule } from "../clients/newClient";
import { whyNot } from "../data/access";
import { useCompany } from "../data/queries";
import { Fact } from "./Fact";
import styles from "./facts.module.css";
import { saying } from "./saying";
import type { EditClient } from "./useEditClient";

/** A client's company: chosen, made or taken away where it stands. */
export function CompanyFact({ client, edit, reason }: { client: Client; edit: EditClient; reason?: string }) {
  const me = useSession();
  const company = useCompany(client.companyId);
  const button = useRef<HTMLButtonElement>(null);
  const [open, setOpen] = useState(false);
  const [focused, setFocused] = useState(true);
  /** What was chosen and could not be saved. */
  const [refused, setRefused] = useState<ComboValue | null>();
  const [error, setError] = useState<string>();
  const required = companyRule(me.workspace.clientMode) === "required";
  const { companyLabel } = me.workspace;
  const current: ComboValue | null = company ? { id: company.id, name: company.name } : null;

  function show() {
    setError(undefined);
    setRefused(undefined);
    setFocused(true);
    setOpen(true);
  }
  function close() {
    setOpen(false);
    setError(undefined);
    setRefused(undefined);
    requestAnimationFrame(() => button.current?.focus());
  }
  async function choose(value: ComboValue | null) {
    if (!value && required)
      return setError(`Every client of this workspace belongs to a ${companyLabel.toLowerCase()}.`);
    close();
    if (value?.id === client.companyId && !value?.create) return;
    try {
      const change = value?.create ? { companyName: value.name } : { companyId: value?.id ?? null };
      await edit(change, { companyId: client.companyId ?? null }, companyLabel);
    } catch (failure) {
      setFocused(false);
      setRefused(value);
      setError(saying(failure));
      setOpen(true);
    }
  }

  const editor = (
    <div
      className={styles.companyEdit}
      // Esc takes back the whole change, not only what the list shows.
      onKeyDownCapture={(event) => {
        if (event.key !== "Escape" || event.nativeEvent.isComposing) return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <CompanyField
        value={refused === undefined ? current : refused}
        // Emptying the input begins a search; only the button in it takes the company away.
        onChange={(value, why) => why !== "input-clear" && void choose(value)}
        error={error}
        required={required}
        autoFocus={focused}
        noCreate={whyNot(me, "manage_client_organizations")}
        label={<span className="vh">{companyLabel}</span>}
      />
      {refused !== undefined && (
        <Button size="s" onClick={() => void choose(refused)}>
          Try again
        </Button>
      )}
      <Button size="s" onClick={close}>
        Cancel
      </Button>
    </div>
  );
  return (
    <Fact
      ref={button}
      label={companyLabel}
      value={client.companyId && (company?.name ?? "…")}
      empty="Choose or create one"
      fixed={Boolean(reason)}
      onClick={show}
      editor={open && editor}
      aside={
        client.companyId && (
          <Link to="/app/clients" search={{ company: client.companyId } as never} className={styles.all}>
            All its clients
          </Link>
        )
      }
    />
  );
}
