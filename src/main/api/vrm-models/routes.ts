import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { id } from '../../../shared/api/common.ts';
import { type VrmModelBody, vrmModel, vrmModelList } from '../../../shared/api/vrm-models.ts';
import { DomainError, notFound } from '../../domain/domain-error.ts';
import { VRM_BYTES_MAX, type VrmModel } from '../../domain/vrm/vrm-library.ts';
import { viewerOf } from '../../server/auth/guard.ts';
import { absoluteUrl, type NativeApp, type NativeServices } from '../native-app.ts';
import { sendMedia } from '../send-media.ts';

const params = z.object({ model_id: id });
const tags = ['VRM models'];

export function registerVrmModels(app: NativeApp, services: NativeServices): void {
  const { vrmModels } = services;

  app.get(
    '/vrm-models',
    {
      schema: {
        tags,
        summary: 'List VRM models',
        description: 'The one that ships first, then your own, newest first.',
        querystring: z.object({
          category: z.string().max(64).optional(),
          search: z.string().max(200).optional(),
        }),
        response: { 200: vrmModelList },
      },
    },
    async (request) => {
      const { category, search } = request.query;
      const models = await vrmModels.list(request.principal);
      const bodies = await Promise.all(models.map((model) => toBodyIfThere(services, request, model)));
      return {
        models: bodies.filter(
          (body): body is VrmModelBody =>
            body !== null &&
            (category === undefined || body.category === category) &&
            (search === undefined || body.name.toLowerCase().includes(search.toLowerCase())),
        ),
      };
    },
  );

  app.post(
    '/vrm-models',
    {
      config: { takesFile: true },
      schema: {
        tags,
        summary: 'Upload a VRM model',
        description: 'multipart/form-data with the model in the field `file`.',
        consumes: ['multipart/form-data'],
        response: { 201: vrmModel },
      },
      bodyLimit: VRM_BYTES_MAX,
    },
    async (request, reply) => {
      const upload = request.isMultipart() ? await request.file().catch(() => undefined) : undefined;
      if (upload === undefined) {
        throw new DomainError('invalid', 'Send the model as multipart/form-data in the field file');
      }
      const added = await vrmModels.add(request.principal, upload.filename ?? '', upload.file);
      return reply.code(201).send(await toBody(services, request, added));
    },
  );

  app.get(
    '/vrm-models/:model_id/file',
    {
      config: { signedUrl: true },
      schema: {
        tags,
        summary: 'Download a VRM model',
        description: 'Takes `Range`, and a signed address (`file_url`) instead of a key.',
        params,
      },
    },
    async (request, reply) => {
      const file = await vrmModels.fileOf(viewerOf(request), request.params.model_id);
      return await sendMedia(reply, file, 'model/gltf-binary');
    },
  );

  app.get(
    '/vrm-models/:model_id/preview',
    {
      config: { signedUrl: true },
      schema: {
        tags,
        summary: 'The picture of a VRM model',
        description:
          'The one that the file carries of itself. Takes a signed address (`preview_url`) instead of a key.',
        params,
      },
    },
    async (request, reply) => {
      const { thumbnail } = await vrmModels.facts(viewerOf(request), request.params.model_id);
      if (thumbnail === null) throw notFound('preview', request.params.model_id);
      return reply
        .header('X-Content-Type-Options', 'nosniff')
        .type(thumbnail.mimeType)
        .send(Buffer.from(thumbnail.bytes));
    },
  );
}

/** Null for a model whose file is gone or damaged: it must not hide the others. */
async function toBodyIfThere(...args: Parameters<typeof toBody>): Promise<VrmModelBody | null> {
  return await toBody(...args).catch((error: unknown) => {
    if (error instanceof DomainError) return null;
    throw error;
  });
}

async function toBody(
  { vrmModels, signer }: NativeServices,
  request: FastifyRequest,
  model: VrmModel,
): Promise<VrmModelBody> {
  const facts = await vrmModels.facts(request.principal, model.id);
  const media = (name: string) => absoluteUrl(request, signer.sign(`/v1/vrm-models/${model.id}/${name}`));
  return {
    id: model.id,
    name: model.name,
    category: 'anime',
    preview_url: facts.thumbnail === null ? null : media('preview'),
    file_url: media('file'),
    polygon_count: facts.triangleCount,
    file_size_mb: Math.round(model.byteCount / 10_000) / 100,
    tags: [`vrm-${facts.specVersion}`],
    builtin: model.builtin,
  };
}
