FROM python:3.13-slim

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 PIP_NO_CACHE_DIR=1
WORKDIR /atlas

COPY requirements.txt .
RUN pip install -r requirements.txt

COPY app.py pyproject.toml ./
COPY assets assets
COPY components components
COPY data data
COPY pages pages
COPY variation variation

RUN useradd --system --uid 10001 atlas && mkdir var && chown atlas var
USER atlas
VOLUME /atlas/var

ENV HOST=0.0.0.0 PORT=8050
EXPOSE 8050
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
  CMD ["python", "-c", "import os, urllib.request; urllib.request.urlopen(f'http://127.0.0.1:{os.environ[\"PORT\"]}/health', timeout=4)"]
CMD ["python", "-m", "variation", "serve"]
