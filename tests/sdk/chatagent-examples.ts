/** What the platform's document shows of its libraries, letter for letter. */
export const PYTHON_EXAMPLE = `from chatagent import ChatAgentClient

# 初始化客户端
client = ChatAgentClient(
    base_url="http://localhost:8000/api/v1",
    access_token="your_access_token"
)

# 创建机器人
bot = client.bots.create({
    "name": "我的机器人",
    "platform_type": "web",
    "llm_config": {
        "provider": "openai",
        "model": "gpt-3.5-turbo"
    }
})

# 创建对话
conversation = client.conversations.create({
    "bot_id": bot["id"],
    "title": "测试对话"
})

# 发送消息
response = client.conversations.send_message(
    conversation["id"],
    "你好，你能做什么？"
)

print(response["bot_response"]["content"])
`;

export const JAVASCRIPT_EXAMPLE = `import { ChatAgentClient } from 'chatagent-js';

const client = new ChatAgentClient({
    baseURL: 'http://localhost:8000/api/v1',
    accessToken: 'your_access_token'
});

// 创建机器人
const bot = await client.bots.create({
    name: '我的机器人',
    platformType: 'web',
    llmConfig: {
        provider: 'openai',
        model: 'gpt-3.5-turbo'
    }
});

// 创建对话
const conversation = await client.conversations.create({
    botId: bot.id,
    title: '测试对话'
});

// 发送消息
const response = await client.conversations.sendMessage(
    conversation.id,
    '你好，你能做什么？'
);

console.log(response.botResponse.content);
`;
