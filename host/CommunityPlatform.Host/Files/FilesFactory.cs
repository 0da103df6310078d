using CommunityPlatform.Host.Communities;
using CommunityPlatform.Host.Files.Pictures;
using CommunityPlatform.Host.Modules;
using CommunityPlatform.Host.UseCases;
using CommunityPlatform.Sdk.Files;

namespace CommunityPlatform.Host.Files;

/// <summary>
/// Keeps files in the community's folder under names of its own. The row is written with the act; a file whose act failed is
/// an orphan that no row names.
/// </summary>
internal sealed class FilesFactory(PlatformOptions options, CommunityBooks books, TimeProvider clock) : IFilesFactory
{
    public IFiles For(ActFrame frame) => new Face(frame, books, clock, options.Hardening.LargestPicture, Path.Combine(options.Data, "communities", frame.Community.Slug, "files"));

    private sealed class Face(ActFrame frame, CommunityBooks books, TimeProvider clock, long largest, string folder) : IFiles
    {
        public async Task<StoredFile> KeepPicture(string name, Stream content, CancellationToken stop)
        {
            var (type, extension, picture) = PictureContent.Clean(await Read(content, stop));
            var id = Guid.CreateVersion7();
            var path = PathOf(id);
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await Write(path, picture, stop);
            await using var database = books.Aside(frame.Session);
            var row = new FileRow { Id = id, Owner = frame.Module, Name = SafeName.Of(name, extension), ContentType = type, Size = picture.Length, At = clock.GetUtcNow().UtcDateTime };
            database.Files.Add(row);
            await database.SaveChangesAsync(stop);
            return new(id, row.Name, row.ContentType, row.Size);
        }

        public async Task<(StoredFile File, Stream Content)?> Open(Guid id, CancellationToken stop)
        {
            await using var database = books.Aside(frame.Session);
            var row = await database.Files.FindAsync([id], stop);
            return row is null || row.Owner != frame.Module || !File.Exists(PathOf(id))
                ? null
                : (new(row.Id, row.Name, row.ContentType, row.Size), File.OpenRead(PathOf(id)));
        }

        public async Task Remove(Guid id, CancellationToken stop)
        {
            await using var database = books.Aside(frame.Session);
            var row = await database.Files.FindAsync([id], stop);
            if (row is null || row.Owner != frame.Module) return;
            database.Files.Remove(row);
            await database.SaveChangesAsync(stop);
            frame.Afterwards(() => File.Delete(PathOf(id)));
        }

        private string PathOf(Guid id) => Path.Combine(folder, id.ToString("N")[^2..], id.ToString("N"));

        /// <summary>Counted while it comes: what names no size, or a wrong one, is not taken in whole.</summary>
        private async Task<byte[]> Read(Stream content, CancellationToken stop)
        {
            using var all = new MemoryStream();
            var buffer = new byte[64 * 1024];
            for (int read; (read = await content.ReadAsync(buffer, stop)) > 0;)
            {
                if (all.Length + read > largest) throw new InvalidDataException($"The picture is larger than {largest / 1024 / 1024} MB.");
                all.Write(buffer, 0, read);
            }
            return all.ToArray();
        }

        private static async Task Write(string path, byte[] picture, CancellationToken stop)
        {
            try
            {
                await File.WriteAllBytesAsync(path, picture, stop);
            }
            catch
            {
                File.Delete(path);
                throw;
            }
        }
    }
}
