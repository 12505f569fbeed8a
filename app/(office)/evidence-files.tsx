import { useLocale, useTranslations } from "next-intl";
import { ClientMessages } from "@/components/layout/client-messages";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import { cx } from "@/components/ui/cx";
import { Icon } from "@/components/ui/icon";
import { UploadField } from "@/components/ui/upload-field";
import type { EvidenceFile } from "@/db/queries/evidence";
import { acceptedFiles, type EvidenceSubject, maxUploadBytes } from "@/lib/domain/evidence";
import { bytes, instant } from "@/lib/format";

type EvidenceFilesProps = {
  files: readonly EvidenceFile[];
  projectId: string;
  /** The record that they prove. */
  proves: { [Key in EvidenceSubject]?: string };
  /** Who looks may add one here; how the button is called, and what opens it where it would be in the way. */
  add?: { label: string; hint?: string; folded?: string } | false;
  /** Who looks may take one off: nobody relies on the record yet (removeEvidence refuses by the same rules). */
  removes: boolean;
};

/** The files that prove one record: each opens, says how large it is, who attached it and when. */
export function EvidenceFiles({ files, projectId, proves, add, removes }: EvidenceFilesProps) {
  const t = useTranslations("evidence");
  const locale = useLocale();
  return (
    <div className="flex flex-col gap-3 text-left">
      {files.length === 0 && <p className="text-soft">{t("none")}</p>}
      {files.length > 0 && (
        <ul className="flex flex-col divide-y divide-line">
          {files.map((file) => (
            <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2" key={file.id}>
              <div className="min-w-0">
                <FileLink className="gap-2 thumb:min-h-11" file={file} size={18} />
                <p className="text-sm text-soft">
                  {bytes(file.bytes, locale)} · {file.by && `${file.by}, `}
                  {instant(file.uploadedAt, locale)}
                </p>
              </div>
              {removes && (
                <CommandForm fixed={{ evidenceId: file.id }} name="evidence.remove">
                  <Button aria-label={t("removeFile", { name: file.name })} size="sm" type="submit" variant="quiet">
                    {t("remove")}
                  </Button>
                </CommandForm>
              )}
            </li>
          ))}
        </ul>
      )}
      {add && <AddFile {...add} address={new URLSearchParams({ projectId, ...proves }).toString()} />}
    </div>
  );
}

function AddFile({ address, label, hint, folded }: { address: string; label: string; hint?: string; folded?: string }) {
  const field = (
    <ClientMessages namespaces={["upload"]}>
      <UploadField
        accept={acceptedFiles}
        action={`/api/uploads?${address}`}
        hint={hint}
        label={label}
        maxBytes={maxUploadBytes}
      />
    </ClientMessages>
  );
  if (!folded) return field;
  return (
    <details>
      <summary className="inline-flex min-h-6 items-center text-link thumb:min-h-11">{folded}</summary>
      {field}
    </details>
  );
}

type Named = Pick<EvidenceFile, "id" | "name">;

/** The files of a row of a table, only to be opened. */
export function FileLinks({ files }: { files: readonly Named[] }) {
  return (
    <span className="flex flex-col items-start gap-1 max-sm:items-end">
      {files.map((file) => (
        <FileLink className="gap-1" file={file} key={file.id} size={16} />
      ))}
    </span>
  );
}

function FileLink({ file, size, className }: { file: Named; size: number; className: string }) {
  return (
    <a
      className={cx("inline-flex min-h-6 items-center wrap-anywhere", className)}
      download
      href={`/api/uploads/${file.id}`}
    >
      <Icon name="file" size={size} />
      {file.name}
    </a>
  );
}
