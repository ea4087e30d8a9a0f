using System.Text;

namespace IShowTts.Tts.Tests.Onnx;

/// <summary>The smallest model there is, written byte by byte: <c>y = x + x</c>, fp32, shape <c>[n]</c>.</summary>
internal static class TinyModel
{
    /// <summary>The file's bytes.</summary>
    public static byte[] Bytes { get; } = Build();

    /// <summary>Writes it.</summary>
    /// <returns>The path.</returns>
    public static string WriteTo(string folder)
    {
        var path = Path.Combine(folder, "tiny.onnx");
        File.WriteAllBytes(path, Bytes);
        return path;
    }

    private static byte[] Build()
    {
        byte[] node = [.. Field(1, "x"), .. Field(1, "x"), .. Field(2, "y"), .. Field(4, "Add")];
        byte[] graph = [.. Field(1, node), .. Field(2, "tiny"), .. Field(11, Value("x")), .. Field(12, Value("y"))];
        byte[] operators = [.. Field(1, ""), 2 << 3, 17];
        return [1 << 3, 8, .. Field(7, graph), .. Field(8, operators)];
    }

    private static byte[] Value(string name)
    {
        var shape = Field(1, Field(2, "n"));
        byte[] tensor = [1 << 3, 1, .. Field(2, shape)];
        return [.. Field(1, name), .. Field(2, Field(1, tensor))];
    }

    private static byte[] Field(int number, string text) => Field(number, Encoding.UTF8.GetBytes(text));

    // Every part is shorter than 128 bytes, so that its length is one byte.
    private static byte[] Field(int number, byte[] content)
    {
        content.Length.ShouldBeLessThan(128);
        return [(byte)((number << 3) | 2), (byte)content.Length, .. content];
    }
}
