import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { call } from "../../api/client";
import type { CustomField } from "../../api/schema";
import { later } from "../../later";
import { useSession } from "../../session";
import { Button } from "../../ui/Button";
import { PlusIcon, SparkIcon } from "../../ui/icons";
import { Reorder, useMoved } from "../../ui/Reorder";
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
  const { clientMode, companyLabel } = useSession().workspace;
  const besides = clientMode === "individuals" ? "name and phone" : `name, ${companyLabel.toLowerCase()} and phone`;
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
            What you keep about clients besides {besides}. Your team sees and edits these fields; clients do not.
          </p>
          {fields.isPending ? (
            <TableSkeleton label="Loading the custom fields" />
          ) : fields.isLoadingError ? (
            <ErrorState error={fields.error} onRetry={() => void fields.refetch()} />
          ) : fields.data.data.length === 0 ? (
            <EmptyState icon={SparkIcon} title="No custom fields yet">
              Add one for what matters in your work: a tax number, a renewal date, a service plan.
            </EmptyState>
          ) : (
            <FieldTable fields={fields.data.data} onOpen={setOpen} />
          )}
          {open && <CustomFieldDrawer field={open === "new" ? undefined : open} onClose={() => setOpen(undefined)} />}
        </div>
      )}
    </SettingsPage>
  );
}

/** Fields as they are being put in order: at once on the page, one after the other at the server. */
function useOrder(fields: CustomField[]) {
  const queries = useQueryClient();
  const [order, setOrder] = useState<string[]>();
  const last = useRef(Promise.resolve());
  const waiting = useRef(0);
  const place = (field: CustomField) => {
    const index = order?.indexOf(field.id) ?? -1;
    return index < 0 ? fields.length : index;
  };
  const shown = order ? [...fields].sort((one, other) => place(one) - place(other)) : fields;

  async function save(field: CustomField, to: number) {
    try {
      const version = queries.getQueryData(customFieldsQuery.queryKey)?.version;
      await call("custom-fields-update", { params: { id: field.id }, body: { order: to }, ifMatch: version });
    } catch (error) {
      toastError(error, `${field.name} could not be moved`);
    }
    await queries.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
    if (--waiting.current === 0) setOrder(undefined);
  }
  function move(field: CustomField, to: number) {
    const others = shown.map(({ id }) => id).filter((id) => id !== field.id);
    setOrder(others.toSpliced(to, 0, field.id));
    waiting.current++;
    last.current = last.current.then(() => save(field, to));
  }
  return { shown, move };
}

type TableProps = { fields: CustomField[]; onOpen: (field: CustomField) => void };

function FieldTable({ fields, onOpen }: TableProps) {
  const { shown, move } = useOrder(fields);
  const { moved, sayMoved } = useMoved();
  return (
    <>
      {moved}
      <Table label="Custom fields" columns={["Field", "Type", "Key", "Actions"]}>
        {shown.map((field, index) => (
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
                <Reorder
                  what={field.name}
                  index={index}
                  count={shown.length}
                  onMove={(to) => {
                    move(field, to);
                    sayMoved(field.name, to, shown.length);
                  }}
                />
                <Button variant="quiet" size="s" aria-label={`Edit ${field.name}`} onClick={() => onOpen(field)}>
                  Edit
                </Button>
              </span>
            </td>
          </tr>
        ))}
      </Table>
    </>
  );
}
