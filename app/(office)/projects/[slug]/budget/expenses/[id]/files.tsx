import { getLocale, getTranslations } from "next-intl/server";
import { ClientMessages } from "@/components/layout/client-messages";
import { Icon } from "@/components/ui/icon";
import { UploadField } from "@/components/ui/upload-field";
import type { Expense, ExpenseFile } from "@/db/queries/expenses";
import { acceptedFiles, maxUploadBytes } from "@/lib/domain/evidence";
import { bytes, instant } from "@/lib/format";

/** The files that prove an expense. */
export async function ExpenseFiles({
  expense,
  files,
  projectId,
  attaches,
}: {
  expense: Expense;
  files: readonly ExpenseFile[];
  projectId: string;
  attaches: boolean;
}) {
  const [t, locale] = await Promise.all([getTranslations("expenses.record"), getLocale()]);
  return (
    <>
      {files.length === 0 && <p className="mb-3 text-soft">{t("noFiles")}</p>}
      <ul className="flex flex-col divide-y divide-line">
        {files.map((file) => (
          <li className="py-2" key={file.id}>
            <a
              className="inline-flex min-h-6 items-center gap-2 wrap-anywhere"
              download
              href={`/api/uploads/${file.id}`}
            >
              <Icon name="file" size={18} />
              {file.fileName}
            </a>
            <p className="text-sm text-soft">
              {bytes(file.bytes, locale)} · {instant(file.uploadedAt, locale)}
            </p>
          </li>
        ))}
      </ul>
      {attaches && (
        <div className="mt-3">
          <ClientMessages namespaces={["upload"]}>
            <UploadField
              accept={acceptedFiles}
              action={`/api/uploads?projectId=${projectId}&expenseId=${expense.id}`}
              hint={t("filesHint")}
              label={t("addFile")}
              maxBytes={maxUploadBytes}
            />
          </ClientMessages>
        </div>
      )}
    </>
  );
}
