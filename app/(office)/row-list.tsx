import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { LinkButton } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { Panel } from "./panel";

/** Whether rows are changed here, which one is open, and where an open one stands. */
export type RowListView = {
  edits: boolean;
  /** The form that is open: the list and the id of the row ("new" for one to be added), from the address. */
  edit: { section: string; id: string };
  /** The address of the page with a form opened, or of a list. */
  at: (section: string, id?: string) => string;
};

/** A form of one row: the command, what it is about, its fields. */
export type RowForm = {
  name: string;
  fixed: Readonly<Record<string, string | number | boolean>>;
  title: ReactNode;
  fields: ReactNode;
  /** A second form under the first: removing the row, a point of a path. */
  more?: ReactNode;
};
export type ListRow = {
  id: string;
  text: ReactNode;
  note?: ReactNode;
  mark?: ReactNode;
  /** Rows of the same group are folded under its heading. */
  group?: string;
  /** Without one the row is told and not changed here. */
  form?: () => RowForm;
};

type RowListProps = {
  view: RowListView;
  id: string;
  title: string;
  note?: ReactNode;
  rows: readonly ListRow[];
  /** Headings of groups in their order; one that is not open can be opened. */
  groups?: readonly { key: string; title: string; note: string; open: boolean }[];
  add?: { label: string; form: () => RowForm };
  children?: ReactNode;
};

/** A card of rows; each is changed in its place, one at a time, and a new one is added at the end. */
export function RowList({ view, id, title, note, rows, groups, add, children }: RowListProps) {
  const t = useTranslations("settings");
  const { edit, edits, at } = view;
  const open = (rowId: string) => edits && edit.section === id && edit.id === rowId;
  return (
    <Card
      actions={
        edits &&
        add && (
          <LinkButton href={at(id, "new")} icon="plus" size="sm" variant="secondary">
            {add.label}
          </LinkButton>
        )
      }
      id={id}
      note={note}
      title={title}
    >
      {children}
      {add && open("new") && <Form back={at(id)} form={add.form()} submit={t("addSubmit")} />}
      {rows.length === 0 && <p className="text-soft">{t("nothing")}</p>}
      {groups ? (
        groups.map((group) => {
          const own = rows.filter((row) => row.group === group.key);
          return (
            <details
              className="border-line border-t first-of-type:border-t-0"
              key={group.key}
              open={group.open || own.some((row) => open(row.id))}
            >
              <summary className="min-h-11 py-2.5">
                <span className="font-semibold">{group.title}</span>{" "}
                <span className="text-sm text-soft">{group.note}</span>
              </summary>
              <Rows id={id} open={open} rows={own} view={view} />
            </details>
          );
        })
      ) : (
        <Rows id={id} open={open} rows={rows} view={view} />
      )}
    </Card>
  );
}

type RowsProps = Pick<RowListProps, "view" | "id" | "rows"> & { open: (rowId: string) => boolean };

function Rows({ view: { edits, at }, id, rows, open }: RowsProps) {
  const t = useTranslations("settings");
  return (
    <ul>
      {rows.map((row) => (
        <li className="border-line border-t py-2.5 first:border-t-0" key={row.id}>
          <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1">
            <div className="min-w-0 flex-1 basis-40 [overflow-wrap:anywhere]" id={`${id}-${row.id}`}>
              {row.text}
              {row.note && <span className="block text-sm text-soft">{row.note}</span>}
            </div>
            {row.mark && <span className="max-sm:order-last max-sm:w-full">{row.mark}</span>}
            {edits && row.form && (
              <Link
                aria-labelledby={`${id}-${row.id}-edit ${id}-${row.id}`}
                className="no-print inline-flex items-center thumb:min-h-11"
                href={at(id, row.id)}
                id={`${id}-${row.id}-edit`}
              >
                {t("edit")}
              </Link>
            )}
          </div>
          {row.form && open(row.id) && <Form back={at(id)} form={row.form()} submit={t("save")} />}
        </li>
      ))}
    </ul>
  );
}

function Form({ form, back, submit }: { form: RowForm; back: string; submit: string }) {
  return (
    <>
      <Panel back={back} fixed={form.fixed} name={form.name} submit={submit} title={form.title}>
        <div className="grid items-end gap-4 md:grid-cols-2">{form.fields}</div>
      </Panel>
      {form.more}
    </>
  );
}
