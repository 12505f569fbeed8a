import { useTranslations } from "next-intl";
import { ClientMessages } from "@/components/layout/client-messages";
import { Button } from "@/components/ui/button";
import { CommandForm } from "@/components/ui/command-form";
import { Icon } from "@/components/ui/icon";
import { UploadField } from "@/components/ui/upload-field";
import type { TeamScore } from "@/db/queries/team";
import { acceptedFiles, maxUploadBytes } from "@/lib/domain/evidence";

/** The files that prove one score: a test, a certificate, the sheet of an assessment. */
export function ScoreFiles({ score, projectId }: { score: TeamScore; projectId: string }) {
  const t = useTranslations("team");
  return (
    <div className="mb-3 px-4 sm:px-6">
      <h4 className="mb-1 font-semibold">{t("files")}</h4>
      {score.files.length === 0 && <p className="mb-2 text-soft">{t("noFiles")}</p>}
      <ul className="mb-2 flex flex-col divide-y divide-line">
        {score.files.map((file) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1" key={file.id}>
            <a
              className="inline-flex min-h-6 items-center gap-2 wrap-anywhere thumb:min-h-11"
              download
              href={`/api/uploads/${file.id}`}
            >
              <Icon name="file" size={18} />
              {file.name}
            </a>
            <CommandForm fixed={{ evidenceId: file.id }} name="evidence.remove">
              <Button aria-label={t("removeFile", { name: file.name })} size="sm" type="submit" variant="quiet">
                {t("remove")}
              </Button>
            </CommandForm>
          </li>
        ))}
      </ul>
      <ClientMessages namespaces={["upload"]}>
        <UploadField
          accept={acceptedFiles}
          action={`/api/uploads?projectId=${projectId}&assessmentId=${score.id}`}
          label={t("addFile")}
          maxBytes={maxUploadBytes}
        />
      </ClientMessages>
    </div>
  );
}
