import { useQuery, useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useEffect, useRef, useState } from "react";
import { ApiError, call } from "../../api/client";
import type { CustomField, Problem, SignedIn, Workspace } from "../../api/schema";
import { useSession } from "../../session";
import { fullName } from "../../ui/Avatar";
import { Button } from "../../ui/Button";
import type { ComboValue } from "../../ui/Combobox";
import { Drawer } from "../../ui/Drawer";
import { Field, Input, Switch } from "../../ui/Field";
import { PlusIcon } from "../../ui/icons";
import { ErrorNotice, Notice } from "../../ui/states";
import { toast, toastError } from "../../ui/toast";
import { useForm } from "../../ui/useForm";
import { whyNot } from "../data/access";
import { refreshClients } from "../data/clients";
import { numberProblem } from "../data/fields";
import { minorUnits, moneyAdvice } from "../data/money";
import { useCompanyIndex, useTeam, workspaceQuery } from "../data/queries";
import { filledValues } from "../fields/filled";
import { CompanyField } from "./CompanyField";
import { MoreFields } from "./moreLater";
import { bodyOf, companyRule, defaultLead, type NewClientValues } from "./newClient";
import styles from "./newClient.module.css";
import { PeopleField } from "./PeopleField";
import { TemplateField } from "./templateLater";
import { restore } from "./useClientActions";

export default function NewClientDrawer({ onClose }: { onClose: () => void }) {
  const me = useSession();
  const workspace = useQuery(workspaceQuery).data;
  // The defaults come from the workspace; nothing may jump once the form is shown.
  return <NewClientForm me={me} workspace={workspace} onClose={onClose} />;
}

function NewClientForm({ me, workspace, onClose }: { me: SignedIn; workspace?: Workspace; onClose: () => void }) {
  const queries = useQueryClient();
  const team = useTeam();
  const index = useCompanyIndex();
  const form = useForm<NewClientValues>({
    name: "",
    givenName: undefined,
    familyName: undefined,
    companyName: undefined,
    email: "",
    companyId: null,
    position: "",
    phone: "",
    tags: [],
    clientProfileId: "",
    portalRate: "",
    customFields: {},
    leadInternalUserId: defaultLead(me, workspace),
    visibilityInternalUserIds: [],
    sendInvite: false,
    templateId: undefined,
  });
  const [more, setMore] = useState(false);
  const [fields, setFields] = useState<CustomField[]>([]);
  const [split, setSplit] = useState(false);
  const [taken, setTaken] = useState<NonNullable<Problem["record"]>>();
  const [formKey, setFormKey] = useState(0);
  const nameRef = useRef<HTMLInputElement>(null);
  const { values, errors, set, rebase } = form;
  const rule = companyRule(me.workspace.clientMode);
  const noCompanies = whyNot(me, "manage_client_organizations");
  const noAccess = whyNot(me, "manage_client_access");
  const noRestore = whyNot(me, "delete_clients");

  // C04: the only company there is stands there already.
  const only = rule !== "hidden" && index?.complete && index.all.length === 1 ? index.all[0] : undefined;
  const preselected = useRef(false);
  useEffect(() => {
    if (!only || preselected.current) return;
    preselected.current = true;
    // It is where the form begins, and nothing that somebody typed.
    const value: ComboValue = { id: only.id, name: only.name };
    rebase({ companyId: value });
  }, [only, rebase]);

  // The next client begins with new fields.
  useEffect(() => {
    if (formKey > 0) nameRef.current?.focus();
  }, [formKey]);

  async function create(another: boolean) {
    setTaken(undefined);
    if (rule === "required" && !values.companyId) {
      form.fail(
        "companyId",
        `Choose a ${me.workspace.companyLabel.toLowerCase()}: every client of this workspace belongs to one.`,
      );
      return;
    }
    // Nothing can be typed there until the currency is known.
    const currency = workspace?.currency;
    const portalRate = currency && values.portalRate.trim() ? minorUnits(values.portalRate, currency) : undefined;
    if (currency && values.portalRate.trim() && portalRate === undefined) {
      form.fail("portalRate", moneyAdvice(currency));
      return;
    }
    for (const field of fields) {
      const problem = numberProblem(field, String(values.customFields[field.key] ?? ""));
      if (problem) return form.fail(`customFields.${field.key}`, problem);
    }
    await form.submit(async () => {
      try {
        const client = await call("clients-create", {
          params: { sendInvite: values.sendInvite, templateId: values.sendInvite ? values.templateId : undefined },
          body: bodyOf(values, me, { portalRate, customFields: filledValues(fields, values.customFields) }),
        });
        refreshClients(queries);
        const name = fullName(client);
        toast(values.sendInvite ? `${name} is added and invited` : `${name} is added`);
        if (!another) return onClose();
        form.reset({
          ...values,
          name: "",
          givenName: split ? "" : undefined,
          familyName: split ? "" : undefined,
          email: "",
          position: "",
          phone: "",
          tags: [],
          portalRate: "",
          customFields: {},
        });
        setFormKey((key) => key + 1);
      } catch (error) {
        if (error instanceof ApiError && error.code === "email_in_use") setTaken(error.problem.record);
        throw error;
      }
    });
  }

  async function restoreTaken() {
    if (!taken) return;
    try {
      const client = await call("clients-get", { params: { id: taken.id } });
      await restore(queries, client);
      onClose();
    } catch (error) {
      toastError(error, "The client could not be restored");
    }
  }

  return (
    <Drawer
      title="New client"
      onClose={onClose}
      dirty={form.dirty}
      initialFocus={nameRef}
      onSubmit={() => void create(false)}
      footer={
        <>
          <Button variant="quiet" onClick={() => void create(true)}>
            Create and add another
          </Button>
          <Button variant="primary" type="submit" busy={form.busy}>
            {values.sendInvite ? "Create and invite" : "Create client"}
          </Button>
        </>
      }
    >
      <div key={formKey} className={styles.fields}>
        {split ? (
          <div className={styles.two}>
            <Field label="First name" error={errors.givenName ?? errors.name}>
              <Input
                ref={nameRef}
                autoComplete="off"
                value={values.givenName ?? ""}
                onChange={(event) => set("givenName", event.target.value)}
              />
            </Field>
            <Field label="Last name" error={errors.familyName}>
              <Input
                autoComplete="off"
                value={values.familyName ?? ""}
                onChange={(event) => set("familyName", event.target.value)}
              />
            </Field>
          </div>
        ) : (
          <Field
            label="Full name"
            error={errors.name ?? errors.givenName ?? errors.familyName}
            aside={
              <Button
                variant="link"
                size="s"
                onClick={() => {
                  const [given = "", ...family] = values.name.trim().split(/\s+/);
                  // Two empty fields in place of one: that alone is nothing to lose.
                  rebase({ givenName: "", familyName: "" });
                  set("givenName", given);
                  set("familyName", family.join(" "));
                  setSplit(true);
                }}
              >
                First and last name
              </Button>
            }
          >
            <Input
              ref={nameRef}
              autoComplete="off"
              value={values.name}
              onChange={(event) => set("name", event.target.value)}
            />
          </Field>
        )}
        <Field label="Email" error={errors.email}>
          <Input
            type="email"
            autoComplete="off"
            spellCheck={false}
            value={values.email}
            onChange={(event) => {
              set("email", event.target.value);
              setTaken(undefined);
            }}
          />
        </Field>
        {taken && (
          <Notice tone="warn">
            <p>
              {taken.name} has this email address{taken.archived ? " and is archived" : ""}.
            </p>
            <div className={styles.takenActions}>
              {taken.kind === "client" && (
                <Link to="/app/clients/$id" params={{ id: taken.id }} className={styles.link}>
                  Open {taken.name}
                </Link>
              )}
              {taken.kind === "client" && taken.archived && (
                <Button size="s" reason={noRestore} onClick={() => void restoreTaken()}>
                  Restore
                </Button>
              )}
            </div>
          </Notice>
        )}
        {rule !== "hidden" && (
          <CompanyField
            value={values.companyId}
            onChange={(value) => set("companyId", value)}
            error={errors.companyId ?? errors.companyName}
            required={rule === "required"}
            noCreate={noCompanies}
          />
        )}
        <PeopleField
          team={team.all}
          lead={values.leadInternalUserId}
          visibility={values.visibilityInternalUserIds}
          errors={errors}
          reason={noAccess}
          onLead={(id) => set("leadInternalUserId", id)}
          onVisibility={(ids) => set("visibilityInternalUserIds", ids)}
        />
        {more ? (
          <MoreFields form={form} onFields={setFields} />
        ) : (
          <div>
            <Button
              variant="quiet"
              size="s"
              icon={PlusIcon}
              onPointerEnter={() => void MoreFields.preload()}
              onFocus={() => void MoreFields.preload()}
              onClick={() => setMore(true)}
            >
              More
              <span className={styles.moreHint}>position, phone, tags, your own fields</span>
            </Button>
          </div>
        )}
        <div className={styles.invite}>
          <Switch
            label="Send the invitation now"
            hint="They get an email with a link to set a password. You can also invite them later."
            checked={values.sendInvite}
            onChange={(on) => set("sendInvite", on)}
          />
          {values.sendInvite && (
            <TemplateField
              value={values.templateId}
              givenName={values.givenName ?? values.name.trim().split(/\s+/)[0] ?? ""}
              onChange={(id) => set("templateId", id)}
            />
          )}
        </div>
        <ErrorNotice error={taken ? undefined : form.problem} />
      </div>
    </Drawer>
  );
}
