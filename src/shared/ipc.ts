/** Answered, synchronously, with the `ShellBridge` for Tomo's own page and with null for any other sender. */
export const GET_BRIDGE = 'tomo:get-bridge';
