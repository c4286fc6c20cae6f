const THINGS: Record<string, string> = {
  account: '用户',
  bot: '机器人',
  character: '机器人',
  conversation: '对话',
  document: '文档',
  'knowledge base': '知识库',
  media: '媒体文件',
  message: '消息',
  model: '模型',
  plugin: '插件',
  session: '会话',
  webhook: '回调地址',
};

type Reason = readonly [pattern: RegExp, words: string | ((...found: string[]) => string)];

/** The particular reasons that Tomo gives in English, and how this dialect says them in Chinese. */
const REASONS: readonly Reason[] = [
  [/^The requested (.+) does not exist$/, (thing) => `请求的${THINGS[thing ?? ''] ?? '资源'}不存在`],
  [/^There is nothing at this address$/, '该地址不存在'],
  [/^This address takes (.+)$/, (methods) => `该地址支持的请求方法：${methods}`],
  // Who may do it.
  [/^An API key is needed/, '缺少访问令牌，请在请求头中提供 Authorization: Bearer'],
  [/^The API key or access token is not valid/, '访问令牌无效或已过期，请重新登录'],
  [/^What this connection signed in with/, '此连接所用的访问令牌已失效，请重新登录'],
  [/^The email address or the password is wrong$/, '用户名或密码错误'],
  [/^The current password is wrong$/, '当前密码错误'],
  [/^The refresh token is not valid/, '刷新令牌无效或已过期，请重新登录'],
  [/^Only the owner may do this$/, '只有所有者可以执行此操作'],
  [/^Only the owner makes admins$/, '只有所有者可以创建管理员'],
  [/^Only the owner and admins/, '只有所有者和管理员可以管理用户'],
  [/^Only the owner may change this account/, '只有所有者可以修改此用户或其角色'],
  [/^The owner cannot be deleted$/, '不能删除所有者'],
  [/^The owner's role cannot be changed/, '不能修改所有者的角色，所有者也没有请求限制'],
  [/^An API key cannot do this/, 'API 密钥不能执行此操作，请登录后重试'],
  [/^This API key has no scope '(\w+)'/, (scope) => `此 API 密钥缺少权限：${scope}`],
  [/^The Host header/, 'Host 请求头必须是本机地址，且端口正确'],
  [/^Requests from this origin/, '不允许来自该来源的请求'],
  [/^Registration is closed/, '当前不开放注册，请联系所有者'],
  // How often.
  [/^(\d+) requests a minute/, (count) => `每分钟最多 ${count} 次请求，请稍后重试`],
  [/^(\d+) requests an hour/, (count) => `每小时最多 ${count} 次请求，请稍后重试`],
  [/try again in (\d+) seconds$/, (seconds) => `尝试次数过多，请在 ${seconds} 秒后重试`],
  [/^Too many messages wait/, '等待回复的消息过多，请稍后再发送'],
  // What is there already, and how much there may be.
  [/^There is an account with this email/, '该邮箱已被注册'],
  [/^This username is taken$/, '该用户名已被使用'],
  [
    /^An account has at most (\d+) (.+?);/,
    (count, things) => `每个用户最多拥有 ${count} 个${thingsOf(things)}，请先删除一个`,
  ],
  [/^Your documents take 2 GB/, '文档已占满 2 GB 的空间，请先删除一些文档'],
  [/^The document is larger than the (\d+) MB/, (megabytes) => `文档超过 ${megabytes} MB 的上限`],
  [/^The body is too large/, '请求体过大，此地址最多接受 1 MB'],
  [/^The message is longer than (\d+) characters$/, (count) => `消息长度不能超过 ${count} 个字符`],
  [/^at most (\d+) characters$/, (count) => `长度不能超过 ${count} 个字符`],
  [/^The message is empty/, '消息不能为空'],
  [/^The \w+ is empty; write/, '内容不能为空，请至少输入一个字符'],
  [/^The text is longer than (\d+)/, (count) => `文本长度不能超过 ${count} 个字符，请作为文档上传`],
  [/^A new account needs/, '新用户需要邮箱地址或用户名'],
  [/^The owner has a key/, '所有者使用密钥登录，没有用户名和密码'],
  // What was sent.
  [/^Send the document as multipart/, '请使用 multipart/form-data，并在 file 字段中上传文档'],
  [/^The upload broke off$/, '上传中断，请重试'],
  [/^'metadata' must be at most (\d+)/, (count) => `metadata 的长度不能超过 ${count} 个字符`],
  [/^'metadata' is not valid JSON$/, 'metadata 不是有效的 JSON'],
  [/^'metadata' must be a JSON object/, 'metadata 必须是 JSON 对象，例如 {"author":"Kim"}'],
  [/^'metadata' is nested deeper than (\d+)/, (levels) => `metadata 的嵌套不能超过 ${levels} 层`],
  [/^'metadata' has the key/, 'metadata 中含有不允许的键'],
  [/has more than (\d+) fields$/, (count) => `过滤条件不能超过 ${count} 个字段`],
  [/must be a value, a list of values, or bounds/, '必须是一个值、值的列表，或范围（gte、gt、lte、lt、ne）'],
  [/^A passage has from (\d+) to (\d+)/, (min, max) => `分块长度必须在 ${min} 到 ${max} 个字符之间`],
  [
    /^Passages of (\d+) characters overlap by at most (\d+)/,
    (size, most) => `分块长度为 ${size} 时，重叠不能超过 ${most} 个字符`,
  ],
  [/^The end must not be before the start$/, '结束时间不能早于开始时间'],
  [/^The body is not valid UTF-8$/, '请求体不是有效的 UTF-8 编码'],
  [/^The JSON is nested deeper than (\d+)/, (levels) => `JSON 的嵌套不能超过 ${levels} 层`],
  [/^The JSON has a key/, 'JSON 中含有不允许的键：__proto__ 或 constructor.prototype'],
  [/^The body is not valid JSON$/, '请求体不是有效的 JSON'],
  [/^The Content-Type is not supported/, '不支持该 Content-Type，请使用 application/json'],
  [/^The Content-Length does not match/, 'Content-Length 与请求体长度不符'],
  [/^The address is not valid$/, '请求地址无效'],
  [/^letters, digits, dots/, '只能包含字母、数字、点、短横线和下划线'],
  [/^at least (\d+) characters$/, (count) => `长度不能少于 ${count} 个字符`],
  [/^This address is a WebSocket/, '该地址是 WebSocket，请使用 ws:// 连接'],
  [/^The address needs \?token/, '地址中缺少 token 参数'],
  // What came over a WebSocket.
  [/^Frames are text/, '消息帧必须是文本，每帧一个 JSON 对象'],
  [/^The frame is not valid JSON$/, '消息帧不是有效的 JSON'],
  [/^The frame is not valid: '(.+?)'/, (field) => `消息帧中的 ${field} 无效`],
  [/^The frame is not valid/, '消息帧无效'],
  // Where Tomo is to send something.
  [/^This is no address/, '无效的地址，例如 https://example.org/webhook'],
  [/^The address must begin with https/, '地址必须以 https:// 或 http:// 开头'],
  [/^The address must not hold a user name/, '地址中不能包含用户名或密码'],
  [/^The address names no host/, '地址中没有可访问的主机'],
  [/^The address must be a public one/, '必须是公网地址；内网和本机地址需由所有者在设置中允许'],
  [/^This address leads to no ordinary machine/, '该地址不指向普通主机'],
  [/^Port (\d+) is not for this/, (port) => `不能使用端口 ${port}，请使用 443、80 或 1024 及以上的端口`],
  [/^Tomo's own port/, '只有所有者可以使用 Tomo 自己的端口'],
  // What does not work now.
  [/^The bot is stopped/, '机器人已停止，请先启动'],
  [/archived/, '该机器人已归档，请先恢复'],
  [/^This conversation is a visitor’s/, '此对话属于访客，只有访客可以发言'],
  [/^The answer was cut off before/, '回复在开始之前被中断'],
  [/^The client went away$/, '客户端已断开连接'],
  [/^The disk is full/, '磁盘已满，未作任何更改；请腾出空间后重试'],
  [/^Something went wrong inside Tomo/, '服务器内部发生错误，详情见服务器日志'],
  [/^Files cannot be processed here yet$/, '尚不支持文件处理'],
  [/^There are no plugins yet$/, '尚无可用插件'],
];

/** Where there are no particular words. */
const ANY = '请求无法处理';

/** Why a model or a voice could not do its work. */
const ENGINE: Readonly<Record<string, string>> = {
  model_invalid: '模型文件无效，无法加载',
  model_missing: '模型文件不存在',
  out_of_memory: '内存不足，无法加载模型',
  engine_crashed: '推理引擎意外退出，正在重新启动，请稍后重试',
  remote_failed: '远程模型服务拒绝了请求或无法访问',
  voice_unknown: '没有此名称的语音',
  context_exceeded: '内容超出模型的上下文长度',
  unsupported: '模型不支持此操作',
  failed: '模型无法完成此请求',
};

/**
 * A reason that was given in English, in Chinese; a general one where no words are known for it.
 *
 * @param cause of a failed engine, its code
 */
export function chineseReason(english: string, cause?: unknown): string {
  const engine = typeof cause === 'string' ? ENGINE[cause] : undefined;
  if (engine !== undefined) return engine;
  for (const [pattern, words] of REASONS) {
    const found = pattern.exec(english);
    if (found === null) continue;
    return typeof words === 'string' ? words : words(...found.slice(1));
  }
  return ANY;
}

function thingsOf(things = ''): string {
  return THINGS[things.replace(/s$/, '')] ?? '此类资源';
}
