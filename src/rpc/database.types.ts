export type Database = { public: { Functions: Record<string, { Args: Record<string, unknown>; Returns: unknown }>; Tables: Record<string, never>; Views: Record<string, never> } };
