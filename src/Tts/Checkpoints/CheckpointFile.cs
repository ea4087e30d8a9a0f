namespace IShowTts.Tts.Checkpoints;

/// <summary>Opens a checkpoint by what it is, not by how its file is called.</summary>
internal static class CheckpointFile
{
    /// <summary>Opens a safetensors file or a zip that <c>torch.save</c> wrote.</summary>
    /// <param name="path">The file; stays open until the source is disposed.</param>
    /// <exception cref="CheckpointException">It is neither, is cut short, lies about its content, or wants to run code.</exception>
    public static ITensorSource Open(string path) => IsZip(path) ? new TorchZipFile(path) : new SafetensorsFile(path);

    private static bool IsZip(string path)
    {
        using var file = new TensorFile(path);
        if (file.Length < 4)
        {
            return false;
        }

        Span<byte> start = stackalloc byte[4];
        file.ReadExactly(0, start, "its first bytes");
        return start.SequenceEqual("PK\u0003\u0004"u8);
    }
}
