/** What this story asks of the desk, and what that comes to. */
export type PaymentCommand = never;
export type PaymentResult = never;
