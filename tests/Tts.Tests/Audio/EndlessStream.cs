namespace IShowTts.Tts.Tests.Audio;

/// <summary>Gives some bytes, then zeros for ever.</summary>
internal sealed class EndlessStream(byte[] start) : Stream
{
    private int at;

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length => throw new NotSupportedException();

    public override long Position { get => throw new NotSupportedException(); set => throw new NotSupportedException(); }

    public override int Read(byte[] buffer, int offset, int count)
    {
        var left = Math.Min(count, start.Length - at);
        start.AsSpan(at, left).CopyTo(buffer.AsSpan(offset));
        buffer.AsSpan(offset + left, count - left).Clear();
        at += left;
        return count;
    }

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
}
