import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { call } from "../../api/client";
import type { CustomField } from "../../api/schema";
import { later } from "../../later";
import { Button, IconButton } from "../../ui/Button";
import { ChevronDownIcon, ChevronUpIcon, PlusIcon, SparkIcon } from "../../ui/icons";
import { EmptyState, ErrorState } from "../../ui/states";
import { Table, TableSkeleton, tableStyles as table } from "../../ui/Table";
import { toastError } from "../../ui/toast";
import { hasOptions, typeLabel } from "../data/fields";
import { customFieldsQuery } from "../data/queries";
import type { CustomFieldDrawerProps } from "./CustomFieldDrawer";
import styles from "./fields.module.css";
import { SettingsPage } from "./SettingsPage";

const CustomFieldDrawer = later<CustomFieldDrawerProps>(() => import("./CustomFieldDrawer"));

const most = 50;

/** The fields that the workspace adds to its clients (C02). */
export default function CustomFieldsPage() {
  const fields = useQuery(customFieldsQuery);
  const [open, setOpen] = useState<CustomField | "new">();
  const full = (fields.data?.data.length ?? 0) >= most;
  return (
    <SettingsPage
      actions={
        <Button
          variant="primary"
          icon={PlusIcon}
          reason={full ? `A workspace has at most ${most} custom fields.` : undefined}
          onPointerEnter={() => void CustomFieldDrawer.preload()}
          onClick={() => setOpen("new")}
        >
          New field
        </Button>
      }
    >
      {() => (
        <div className={styles.body}>
          <p className={styles.intro}>
            What you keep about clients besides name, company and phone. Your team sees and edits these fields; clients
            do not.
          </p>
          {fields.isPending ? (
            <TableSkeleton label="Loading the custom fields" />
          ) : fields.isError ? (
            <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
          ) : fields.data.data.length === 0 ? (
            <EmptyState icon={SparkIcon} title="No custom fields yet">
              Add one for what matters in your work: a tax number, a renewal date, a service plan.
            </EmptyState>
          ) : (
            <FieldTable fields={fields.data.data} version={fields.data.version} onOpen={setOpen} />
          )}
          {open && <CustomFieldDrawer field={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
        </div>
      )}
    </SettingsPage>
  );
}

type TableProps = { fields: CustomField[]; version: number; onOpen: (field: CustomField) => void };

function FieldTable({ fields, version, onOpen }: TableProps) {
  const queries = useQueryClient();
  const [busy, setBusy] = useState(false);

  async function move(field: CustomField, order: number) {
    setBusy(true);
    try {
      await call("custom-fields-update", { params: { id: field.id }, body: { order }, ifMatch: version });
    } catch (error) {
      toastError(error, "The field could not be moved");
    }
    await queries.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
    setBusy(false);
  }

  return (
    <Table label="Custom fields" columns={["Field", "Type", "Key", "Actions"]}>
      {fields.map((field, index) => (
        <tr key={field.id}>
          <td>
            <button type="button" className={table.name} onClick={() => onOpen(field)}>
              {field.name}
            </button>
          </td>
          <td className={table.soft} data-label="Type">
            {typeLabel(field.type)}
            {hasOptions(field.type) && ` · ${field.options.length}`}
          </td>
          <td data-label="Key">
            <span className={styles.key}>{field.key}</span>
          </td>
          <td>
            <span className={styles.actions}>
              <IconButton
                icon={ChevronUpIcon}
                label={`Move ${field.name} up`}
                disabled={busy || index === 0}
                onClick={() => void move(field, index - 1)}
              />
              <IconButton
                icon={ChevronDownIcon}
                label={`Move ${field.name} down`}
                disabled={busy || index === fields.length - 1}
                onClick={() => void move(field, index + 1)}
              />
              <Button variant="quiet" size="s" aria-label={`Edit ${field.name}`} onClick={() => onOpen(field)}>
                Edit
              </Button>
            </span>
          </td>
        </tr>
      ))}
    </Table>
  );
}
