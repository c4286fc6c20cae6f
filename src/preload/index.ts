import { contextBridge, ipcRenderer } from 'electron';
import { GET_BRIDGE } from '../shared/ipc.ts';
import type { ShellBridge } from '../shared/shell-bridge.ts';

// The main process answers only the top frame of Tomo's own page; anyone else gets null.
const bridge = ipcRenderer.sendSync(GET_BRIDGE) as ShellBridge | null;
if (bridge !== null) contextBridge.exposeInMainWorld('tomo', bridge);
