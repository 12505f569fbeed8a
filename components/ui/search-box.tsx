"use client";
import { useTranslations } from "next-intl";
import { useContext, useEffect, useRef, useState } from "react";
import { ComboBox, ComboBoxStateContext, Input, ListBox, ListBoxItem, Popover } from "react-aria-components";
import { FieldFrame, type FieldProps } from "@/components/ui/field";
import { useField } from "@/components/ui/form-context";
import { useScripted } from "@/components/ui/scripted";

export type Found = { value: string; label: string; note?: string };
type SearchBoxProps = FieldProps & {
  defaultValue?: Found;
  /** What fits a text, asked after a moment's rest; throws nothing, an empty list is "nothing found". */
  find: (text: string) => Promise<readonly Found[]>;
  /** Said of a text that nothing was chosen for. */
  wrong: string;
};

/**
 * One of thousands, found on the server by a part of its name. A text that is no choice is sent as it stands, so that
 * it is refused instead of passing for an emptied field; without scripts the label itself is sent.
 */
export function SearchBox({ defaultValue, find, wrong, ...props }: SearchBoxProps) {
  const t = useTranslations("common");
  const { id, error, aria } = useField(props.name, props.hint);
  const scripted = useScripted();
  const visible = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(defaultValue?.label ?? "");
  const [chosen, setChosen] = useState(defaultValue);
  const [items, setItems] = useState<readonly Found[]>(defaultValue ? [defaultValue] : []);
  const [asked, setAsked] = useState("");
  const settled = text === (chosen?.label ?? "");
  const understood = settled || text.trim() === "";
  useEffect(() => visible.current?.setCustomValidity(understood ? "" : wrong), [understood, wrong]);
  useEffect(() => {
    if (text.trim().length < 2 || settled) return;
    let stale = false;
    const wait = setTimeout(async () => {
      const found = await find(text);
      if (stale) return;
      setItems(found);
      setAsked(text);
    }, 200);
    return () => {
      stale = true;
      clearTimeout(wait);
    };
  }, [text, settled, find]);
  const value = settled && chosen ? chosen.value : text.trim();
  return (
    <FieldFrame {...props} error={error} id={id}>
      <ComboBox
        aria-label={props.label}
        inputValue={text}
        items={items}
        menuTrigger="input"
        onInputChange={setText}
        onSelectionChange={(key) => {
          const found = items.find((item) => item.value === key);
          if (!found) return;
          setChosen(found);
          setText(found.label);
        }}
        selectedKey={settled && chosen ? chosen.value : null}
        validationBehavior="aria"
      >
        <Input
          {...aria}
          className="control"
          data-for={props.name}
          id={id}
          name={scripted ? undefined : props.name}
          ref={visible}
          required={!props.optional}
        />
        <OpensWhenFound items={items} />
        <Popover className="max-h-80 w-(--trigger-width) overflow-auto rounded-md border border-line bg-card p-1 text-ink shadow-card">
          <ListBox className="outline-none">
            {(item: Found) => (
              <ListBoxItem
                className="flex min-h-10 thumb:min-h-11 cursor-pointer items-center justify-between gap-4 rounded-sm px-3 py-1.5 data-[focused]:bg-wash data-[selected]:font-medium"
                id={item.value}
                textValue={item.label}
              >
                {item.label}
                {item.note && <span className="text-sm text-soft">{item.note}</span>}
              </ListBoxItem>
            )}
          </ListBox>
        </Popover>
      </ComboBox>
      <p aria-live="polite" className="text-sm text-soft">
        {!understood && asked === text && items.length === 0 ? t("nothingFound") : ""}
      </p>
      {scripted && <input name={props.name} readOnly type="hidden" value={value} />}
    </FieldFrame>
  );
}

/** The library opens its list while one types; what is found comes a moment later. */
function OpensWhenFound({ items }: { items: readonly Found[] }) {
  const state = useContext(ComboBoxStateContext);
  const shown = useRef(items);
  useEffect(() => {
    if (shown.current === items) return;
    shown.current = items;
    if (state?.isFocused && !state.isOpen && items.length > 0) state.open(null, "input");
  }, [items, state]);
  return null;
}
