# One image for the function, the commands, the Argo CD sidecar and the controller: npm ci && docker build -t avi-routes .
# BASE names any image with a shell and Node.js 20 or newer. A run needs no network, and no file system to write to.
ARG BASE=node:24-slim

FROM ${BASE} AS files
WORKDIR /files
COPY dist ./dist
COPY deploy/standalone/avi-routes deploy/image/entrypoint LICENSE ./
RUN chmod -R a+rX,go-w . && chmod 755 avi-routes entrypoint

FROM ${BASE}
COPY --from=files /files /opt/avi-routes
ENV PATH=/opt/avi-routes:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
USER 65532:65532
ENTRYPOINT ["/opt/avi-routes/entrypoint"]
