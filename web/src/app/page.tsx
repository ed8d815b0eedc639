/** Home: the workspaces of this Sala. */
export default function Home() {
  return <main>Sala</main>;
}
