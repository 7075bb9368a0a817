# syntax=docker/dockerfile:1
# Studyhall as a container: production packages, the generated database client and the source, which Node runs as it
# is. The database is another container (compose.yaml) or a managed PostgreSQL: DATABASE_URL.

FROM node:26-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
COPY scripts ./scripts
COPY prisma ./prisma
# Installs everything and generates the client …
RUN node scripts/setup.mjs
# … then keeps what runs in production. The embedded PostgreSQL and the sandbox's Slack stay out with the rest.
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund \
    && rm -rf node_modules/.studyhall-setup.json node_modules/.cache

FROM node:26-slim
ENV NODE_ENV=production \
    PORT=3000 \
    STUDYHALL_DATA_DIR=/data
WORKDIR /app
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/src/db/generated ./src/db/generated
COPY package.json LICENSE manifest.yml ./
COPY bin ./bin
COPY prisma/migrations ./prisma/migrations
COPY src ./src
# Files of root, run by another: nothing in the image can be changed from inside.
RUN mkdir /data && chown node:node /data
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
    CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/healthz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Node itself as the first process: it gets the signal to stop, and ends its work first.
CMD ["node", "--max-semi-space-size=2", "bin/studyhall.mjs", "start"]
