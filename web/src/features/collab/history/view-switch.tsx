/** A few ways to look at the same thing, one of them chosen: filled words in a row. */
export interface ViewSwitchProps<Value extends string> {
  readonly label: string;
  readonly views: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

export function ViewSwitch<Value extends string>(props: ViewSwitchProps<Value>) {
  const { label, views, value, onChange } = props;
  return (
    <div
      role="group"
      aria-label={label}
      className="flex flex-none flex-wrap rounded-control bg-surface-active p-0.5"
    >
      {views.map((view) => (
        <button
          key={view.value}
          type="button"
          aria-pressed={view.value === value}
          onClick={() => onChange(view.value)}
          className="min-h-6 rounded-mark px-2 text-small font-medium text-ink-muted hover:text-ink aria-pressed:bg-surface-raised aria-pressed:text-ink pointer-coarse:min-h-touch"
        >
          {view.label}
        </button>
      ))}
    </div>
  );
}
