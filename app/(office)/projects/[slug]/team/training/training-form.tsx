import { LinkButton } from "@/components/ui/button";
import { CommandForm, SubmitButton } from "@/components/ui/command-form";
import { Select } from "@/components/ui/text-field";

type Choice = { value: string; label: string };
type Props = {
  name: "training.take" | "training.update";
  fixed: Readonly<Record<string, string>>;
  back: string;
  /** Whom the certificate may belong to; nobody is suggested. Left out where that was said before. */
  assistants?: readonly Choice[];
  areas: readonly Choice[];
  /** The blocks, each with the area that it was put in before. */
  rows: readonly { number: number; label: string; note: string; areaId: string | undefined }[];
  words: {
    submit: string;
    assistant: string;
    assistantHint?: string;
    areas: string;
    areasHint: string;
    none: string;
    cancel: string;
  };
};

/** Who it is and which area each block belongs to: both are the mentor's word. */
export function TrainingForm({ name, fixed, back, assistants, areas, rows, words }: Props) {
  return (
    <CommandForm fixed={fixed} name={name} redirectTo={back}>
      {assistants && (
        <Select
          defaultValue=""
          hint={words.assistantHint}
          label={words.assistant}
          name="assistantId"
          options={assistants}
          placeholder=""
        />
      )}
      {rows.length > 0 && (
        <fieldset className="grid gap-3">
          <legend className="font-medium">{words.areas}</legend>
          <p className="text-sm text-soft">{words.areasHint}</p>
          {rows.map(({ number, label, note, areaId }, index) => (
            <div key={number}>
              <input data-kind="number" name={`areas.${index}.number`} readOnly type="hidden" value={number} />
              <Select
                defaultValue={areaId ?? ""}
                hint={note}
                label={label}
                name={`areas.${index}.areaId`}
                options={areas}
                placeholder={words.none}
                required={false}
              />
            </div>
          ))}
        </fieldset>
      )}
      <div className="flex flex-wrap gap-3">
        <SubmitButton>{words.submit}</SubmitButton>
        <LinkButton href={back} variant="quiet">
          {words.cancel}
        </LinkButton>
      </div>
    </CommandForm>
  );
}
