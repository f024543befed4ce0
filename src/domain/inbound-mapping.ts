/** Where a sender's own form has what an alert needs. What the texts mean is in `integrations/mapping.ts`. */

export type FieldMapping =
  | string
  | {
      /** Of several the first that is there counts. */
      readonly from: string | readonly string[];
      /** What a value means. */
      readonly values?: Readonly<Record<string, string>>;
      /** What holds where nothing is there, or where `values` does not name what is. */
      readonly default?: string;
    };

export interface InboundMapping {
  readonly title: FieldMapping;
  /** Becomes `firing`, `acknowledged`, `resolved` or `noted`. */
  readonly status?: FieldMapping;
  readonly severity?: FieldMapping;
  readonly dedupKey?: FieldMapping;
  readonly groupKey?: FieldMapping;
  readonly url?: FieldMapping;
  readonly labels?: Readonly<Record<string, FieldMapping>>;
  readonly annotations?: Readonly<Record<string, FieldMapping>>;
}
